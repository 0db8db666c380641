import type { Random } from "../../core/chance/index.ts";
import type { Comparison, Margin, Pair } from "./comparison.ts";
import {
  blocksOf,
  type CostSample,
  costOf,
  drawBlocks,
  type Stretch,
  stretchesOf,
  sumOf,
} from "./cost.ts";
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
        base: runOf(base),
        candidate: runOf(candidate),
      })),
      of: ({ stretches }: RunOfUse) =>
        stretches.length < LEAST_STRETCHES ? null : positiveCost(stretches),
      redraw: ({ stretches, blocks }: RunOfUse, chance: Random) =>
        positiveCost(drawBlocks(blocks, chance)) ?? positiveCost(stretches)!,
    })),
    margin,
    next,
  );

const LEAST_STRETCHES = 5;

interface RunOfUse {
  readonly stretches: readonly Stretch[];
  /** Summed once, for they are drawn many thousand times. */
  readonly blocks: readonly Stretch[];
}

function runOf(samples: readonly CostSample[]): RunOfUse {
  const stretches = stretchesOf(samples);
  return { stretches, blocks: blocksOf(stretches).map(sumOf) };
}

/** Nothing at all counts as next to nothing, so that ratios exist. */
function positiveCost(stretches: readonly Stretch[]): number | null {
  const cost = costOf(stretches);
  return cost === null ? null : Math.max(NEXT_TO_NOTHING, cost);
}

const NEXT_TO_NOTHING = 1e-9;
