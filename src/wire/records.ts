import type { Records } from "../cli/index.ts";
import { exportLines } from "../core/ledger/index.ts";
import { type Environment, openStore, sealingKeyOf } from "./environment.ts";

/** Reads beside a process that writes; only erasing needs the store for itself. */
export async function openRecords(dataFolder: string, env: Environment): Promise<Records> {
  const store = await openStore(dataFolder, env, true);
  return {
    ledgerLines: () => exportLines(store.ledger.read(), sealingKeyOf(dataFolder, env)),
    countAbout: async (person) => (await store.vault.about(person)).length,
    erase: (person) => erase(person, dataFolder, env),
    close: () => store.close(),
  };
}

async function erase(person: string, dataFolder: string, env: Environment): Promise<number> {
  const { vault, close } = await openStore(dataFolder, env);
  try {
    const ids = await vault.about(person);
    for (const id of ids) await vault.erase(id);
    return ids.length;
  } finally {
    await close();
  }
}
