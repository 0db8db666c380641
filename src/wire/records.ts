import type { Records } from "../cli/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { exportLines } from "../core/ledger/index.ts";
import { actFor } from "./act.ts";
import { type Environment, openStore, sealingKeyOf } from "./environment.ts";

/** Reads beside a process that writes. */
export async function openRecords(dataFolder: string, env: Environment): Promise<Records> {
  const store = await openStore(dataFolder, env, true);
  return {
    ledgerLines: () => exportLines(store.ledger.read(), sealingKeyOf(dataFolder, env)),
    countAbout: async (person) => (await store.vault.about(person)).length,
    erase: async (person) => {
      const kept = (await store.vault.about(person)).length;
      await erase(person, dataFolder, env);
      return kept;
    },
    close: () => store.close(),
  };
}

/** By the process that is up, where one is. @throws PlimsollError what keeps it from being done */
async function erase(person: string, dataFolder: string, env: Environment): Promise<void> {
  const place = { kind: "folder", dataFolder } as const;
  const input = { person, yes: true };
  const done = await actFor({ name: "person erase", addon: null, input, place }, env);
  if (done.kind === "refused") throw new PlimsollError(done.code, done.message, done);
}
