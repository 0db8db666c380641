import { existsSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../adapters/system-clock/index.ts";
import { capabilities, type GuideOrder } from "../cli/index.ts";
import { watchedContract } from "../contracts/index.ts";
import {
  type Contract,
  contractHash,
  type PublishedVersions,
  promiseStretches,
  writtenSla,
} from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import type { Statement } from "../core/slo/index.ts";
import { memoryStore, type Store } from "../core/store/index.ts";
import { isoTime } from "../core/time/index.ts";
import { type Known, reading } from "../engine/index.ts";
import { contractVersions } from "../entries/index.ts";
import { type AddonGuide, judgeGuide } from "../guide/index.ts";
import { type Promising, viewDrawer } from "../publishing/index.ts";
import { ask } from "./ask.ts";
import { type Environment, openStore } from "./environment.ts";
import { onStore } from "./on-store.ts";

/** How an add-on stands by a version of its contract, which may not be published yet. */
export function guideOf(
  contract: Contract,
  hash: string,
  statement: Statement,
  known: Known,
): AddonGuide {
  const versions = known.state(contractVersions, contract.addon.key);
  const publishedAt = versions.find((version) => version.hash === hash)?.publishedAt ?? null;
  const nowMs = Date.parse(statement.computedAt);
  return judgeGuide(
    { contract, contractHash: hash, statement, publishedAt, known, nowMs },
    capabilities,
  );
}

/** Asks the process that is up, or reads the store; by a contract that is named, the store in any case. */
export async function guidesFor(
  { contract, addon, place }: GuideOrder,
  env: Environment,
): Promise<readonly AddonGuide[]> {
  if (contract !== null && place.kind === "folder")
    return withKnown(place.dataFolder, env, async (store, known) => [
      await guideOfFile(contract, store, known),
    ]);
  const query = addon === null ? "" : `?${new URLSearchParams({ addon })}`;
  const answered = await ask(place, `/api/guide${query}`, {});
  if (answered !== null || place.kind === "server")
    return (answered as { addons: readonly AddonGuide[] }).addons;
  return withKnown(place.dataFolder, env, async (store, known) => {
    const keys = known.addons().filter((key) => addon === null || key === addon);
    const guides = await Promise.all(keys.map((key) => guideOfStore(key, store, known)));
    const found = guides.filter((guide) => guide !== null);
    if (found.length > 0) return found;
    throw new PlimsollError("usage", "No contract is published here.", {
      hint: "Name one: `plimsoll guide plimsoll.yaml`.",
    });
  });
}

/** Where there is no store, nothing has happened yet. */
async function withKnown<T>(
  dataFolder: string,
  env: Environment,
  use: (store: Store, known: Known) => Promise<T>,
): Promise<T> {
  const isThere = env.PLIMSOLL_STORE !== undefined || existsSync(join(dataFolder, "plimsoll.db"));
  const store = isThere ? await openStore(dataFolder, env, true) : memoryStore();
  return onStore(store, (projection) => use(store, projection.known()));
}

async function guideOfStore(key: string, store: Store, known: Known): Promise<AddonGuide | null> {
  const watched = await reading(store.vault, (kept) => watchedContract(known, key, null, kept));
  if (watched === null) return null;
  const nowMs = systemClock.nowMs();
  const stretches = promiseStretches(watched.contract, watched.versions);
  const { contract, version } = stretches.find(({ toMs }) => nowMs < toMs)!;
  return guideOf(contract, version.hash, await statementOf(watched, store, known), known);
}

/** A contract that was never published is taken as published now. */
async function guideOfFile(
  { contract, text }: NonNullable<GuideOrder["contract"]>,
  store: Store,
  known: Known,
): Promise<AddonGuide> {
  const hash = contractHash(text);
  const { key } = contract.addon;
  const watched = await reading(store.vault, (kept) => watchedContract(known, key, null, kept));
  const { effectiveFrom } = contract.sla;
  const publishedAt = isoTime(systemClock.nowMs());
  const first = { version: 1, publishedAt, hash, effectiveFrom, sla: writtenSla(text).text };
  const versions: PublishedVersions = watched?.versions ?? [first];
  const promising = { contract, versions, probes: watched?.probes ?? [] };
  return guideOf(contract, hash, await statementOf(promising, store, known), known);
}

/** Of the running period. */
async function statementOf(promising: Promising, store: Store, known: Known): Promise<Statement> {
  const draw = viewDrawer({
    publicKey: null,
    slots: store.slots,
    current: () => null,
    known: () => known,
    sections: [],
    clock: systemClock,
    onDamage: () => {},
  });
  const { addons } = await draw([promising], systemClock.nowMs());
  return addons[0]!.statement;
}
