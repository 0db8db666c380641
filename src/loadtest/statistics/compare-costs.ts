import type { Random } from "../../chance/index.ts";
import type { Comparison, Margin, Pair } from "./comparison.ts";
import { type CostSample, costOf, redrawn, type Stretch, stretchesOf } from "./cost.ts";
import { comparePairs } from "./paired-bootstrap.ts";

/** One resource, with what the two versions' runs used of it, pair by pair. */
export interface CostPairs {
  readonly name: string;
  readonly pairs: readonly Pair<readonly CostSample[]>[];
}

/**
 * Whether a request of a version costs more than one of the version before, at the same load; for
 * each resource, in its unit per request. What the add-on uses while idle is shared out among the
 * requests, for both versions alike. Holm's correction spans the resources.
 */
export const compareCosts = (
  resources: readonly CostPairs[],
  next: Random,
  margin: Margin = 0.1,
): readonly Comparison[] =>
  comparePairs(
    resources.map(({ name, pairs }) => ({
      name,
      pairs: pairs.map(({ base, candidate }) => ({
        base: stretchesOf(base),
        candidate: stretchesOf(candidate),
      })),
      of: (run: readonly Stretch[]) => (run.length < LEAST_STRETCHES ? null : positiveCost(run)),
      redraw: (run: readonly Stretch[], chance: Random) =>
        positiveCost(redrawn(run, chance)) ?? positiveCost(run)!,
    })),
    margin,
    next,
  );

const LEAST_STRETCHES = 5;

/** Nothing at all counts as next to nothing, so that ratios exist. */
function positiveCost(run: readonly Stretch[]): number | null {
  const cost = costOf(run);
  return cost === null ? null : Math.max(NEXT_TO_NOTHING, cost);
}

const NEXT_TO_NOTHING = 1e-9;
