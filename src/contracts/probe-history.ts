import type { Contract, ProbeHistory, WatchedProbe } from "../core/contract/index.ts";
import type { Kept } from "../engine/index.ts";
import type { PlannedProbes } from "../entries/index.ts";

/** All that was to be checked, oldest first. A plan whose content was erased is passed over: the one before it goes on. */
export const probeHistory = (plans: readonly PlannedProbes[], kept: Kept): ProbeHistory =>
  plans.flatMap(({ fromMs, vaultId }) => {
    const content = kept(vaultId);
    if (content === null) return [];
    return [{ fromMs, probes: JSON.parse(new TextDecoder().decode(content)) as WatchedProbe[] }];
  });

/** What of a contract's probes decides a figure. */
export const watchedProbes = ({ operations }: Contract): readonly WatchedProbe[] =>
  operations.probes.map(({ path, from, agree }) => ({ path, from, agree }));
