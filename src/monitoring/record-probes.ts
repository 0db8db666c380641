import { isDeepStrictEqual } from "node:util";
import type {
  ProbeHistory,
  ProbePlan,
  ProbesInForce,
  WatchedProbe,
} from "../core/contract/index.ts";
import type { Vault, VaultReference } from "../core/store/index.ts";
import { type Decide, type Engine, perform } from "../engine/index.ts";
import { type PlannedProbes, probePlans, probesPlanned, writeEntry } from "../entries/index.ts";

/**
 * Records what of a contract's probes decides a figure, unless it is what was recorded last; answers
 * all that was in force, so that no change of it reaches backwards. Paths are the vendor's own affair:
 * the vault holds them, the ledger that others may read only their hash.
 */
export async function recordProbes(
  { engine, vault }: { readonly engine: Engine; readonly vault: Vault },
  addon: string,
  plans: readonly ProbePlan[],
  nowMs: number,
): Promise<ProbeHistory> {
  const probes = plans.map(({ path, from, agree }) => ({ path, from, agree }));
  const known = await engine.projection.upTo();
  for (;;) {
    const recorded = known.state(probePlans, addon);
    const history = await readPlans(vault, recorded);
    if (isDeepStrictEqual(history.at(-1)?.probes, probes)) return history;
    const content = new TextEncoder().encode(JSON.stringify(probes));
    const reference = await vault.put(content, { kind: "probes", person: "" });
    const planned = { reference, after: recorded.at(-1)?.version ?? 0 };
    const context = { addon, nowMs, by: "plimsoll", cause: `plan ${reference.id}` };
    const performed = await perform(engine, decidePlanned, planned, context);
    if (performed.kind === "done" && performed.entries.length > 0)
      return [...history, { fromMs: Date.parse(performed.entries[0]!.at), probes }];
    // Another process recorded in between: what it recorded decides anew.
    await vault.erase(reference.id);
  }
}

/** Nothing where somebody else has recorded since. */
const decidePlanned: Decide<{ readonly reference: VaultReference; readonly after: number }> = (
  known,
  { reference, after },
  { addon, nowMs, by },
) => {
  const version = known.state(probePlans, addon).at(-1)?.version ?? 0;
  const { id, hash } = reference;
  const entry = () =>
    writeEntry(probesPlanned, { probes: { id, hash } }, { addon, atMs: nowMs, by });
  return {
    kind: "decided",
    entries: version === after ? [entry()] : [],
    expected: { probes: version },
  };
};

/** One whose content was erased is passed over: the one before it goes on. */
async function readPlans(vault: Vault, plans: readonly PlannedProbes[]): Promise<ProbesInForce[]> {
  const history: ProbesInForce[] = [];
  for (const { fromMs, vaultId } of plans) {
    const content = await vault.get(vaultId);
    if (content === null) continue;
    const probes = JSON.parse(new TextDecoder().decode(content)) as readonly WatchedProbe[];
    history.push({ fromMs, probes });
  }
  return history;
}
