import type { Contract, ProbeHistory, WatchedProbe } from "../core/contract/index.ts";
import type { Kept } from "../engine/index.ts";
import type { PlannedProbes } from "../entries/index.ts";

/** All that was to be checked, oldest first. A plan whose content was erased is passed over: the one before it goes on. */
export const probeHistory = (plans: readonly PlannedProbes[], kept: Kept): ProbeHistory =>
  plans.flatMap(({ fromMs, vaultId }) => {
    const probes = probesOf(kept(vaultId));
    return probes === null ? [] : [{ fromMs, probes }];
  });

/** What is to be checked now; null: that is not known. */
export function lastProbes(
  plans: readonly PlannedProbes[],
  kept: Kept,
): readonly WatchedProbe[] | null {
  for (const { vaultId } of plans.toReversed()) {
    const content = kept(vaultId);
    // An erased plan is passed over; one that is not at hand yet is waited for.
    if (content !== null) return probesOf(content);
  }
  return null;
}

const probesOf = (content: Uint8Array | null | undefined): readonly WatchedProbe[] | null =>
  content ? JSON.parse(new TextDecoder().decode(content)) : null;

/** What of a contract's probes decides a figure. */
export const watchedProbes = ({ operations }: Contract): readonly WatchedProbe[] =>
  operations.probes.map(({ path, from, agree }) => ({ path, from, agree }));
