import { isDeepStrictEqual } from "node:util";
import type { Entry, NewEntry } from "../ledger/index.ts";
import type { Store, VaultReference } from "../store/index.ts";
import type { ProbePlan } from "./contract.ts";

/** What decides how checks of a path are judged. */
type WatchedProbe = Pick<ProbePlan, "path" | "from" | "agree">;

/** What was to be checked from a moment (epoch milliseconds) on, until the next one begins. */
interface ProbesInForce {
  readonly fromMs: number;
  readonly probes: readonly WatchedProbe[];
}

/** Oldest first. Of the time before the first, nothing is known. */
export type ProbeHistory = readonly ProbesInForce[];

const SUBJECT = "probes";
const PLANNED = "probes.planned";

/**
 * Records what of a contract's probes decides a figure, unless it is what was recorded last; answers
 * all that was in force, so that no change of it reaches backwards. Paths are the vendor's own affair:
 * the vault holds them, the ledger that others may read only their hash.
 */
export async function recordProbes(
  store: Pick<Store, "ledger" | "vault">,
  addon: string,
  plans: readonly ProbePlan[],
  at: string,
): Promise<ProbeHistory> {
  const probes = plans.map(({ path, from, agree }) => ({ path, from, agree }));
  for (;;) {
    const entries = await recorded(store, addon);
    const history = await read(store, entries);
    if (isDeepStrictEqual(history.at(-1)?.probes, probes)) return history;
    const content = new TextEncoder().encode(JSON.stringify(probes));
    const reference = await store.vault.put(content, { kind: "probes", person: "" });
    const expected = { [SUBJECT]: entries.at(-1)?.version ?? 0 };
    const appended = await store.ledger.append([planned(addon, at, reference)], { expected });
    if (appended.kind === "appended") return [...history, { fromMs: Date.parse(at), probes }];
    // Another process recorded in between: what it recorded decides anew.
    await store.vault.erase(reference.id);
  }
}

const planned = (addon: string, at: string, { id, hash }: VaultReference): NewEntry => ({
  addon,
  subject: SUBJECT,
  type: PLANNED,
  at,
  by: "plimsoll",
  data: { probes: { id, hash } },
});

async function recorded({ ledger }: Pick<Store, "ledger">, addon: string): Promise<Entry[]> {
  const found: Entry[] = [];
  for await (const batch of ledger.read({ addon }))
    found.push(...batch.filter(({ type }) => type === PLANNED));
  return found;
}

/** One whose content was erased is passed over: the one before it goes on. */
async function read(
  { vault }: Pick<Store, "vault">,
  entries: readonly Entry[],
): Promise<ProbesInForce[]> {
  const history: ProbesInForce[] = [];
  for (const { at, data } of entries) {
    const content = await vault.get((data.probes as VaultReference).id);
    if (content === null) continue;
    const probes = JSON.parse(new TextDecoder().decode(content)) as readonly WatchedProbe[];
    history.push({ fromMs: Date.parse(at), probes });
  }
  return history;
}
