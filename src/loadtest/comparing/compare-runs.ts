import type { Random } from "../../chance/index.ts";
import { emptySketch, mergeSketches, type Sketch } from "../../measurement/index.ts";
import { measuredTime, rigReasonsOf } from "../judging/index.ts";
import { costSamples, counters } from "../performing/index.ts";
import type { Run, RunVerdict } from "../run.ts";
import {
  type Comparison,
  type CostSample,
  compareCosts,
  compareQuantiles,
  type Pair,
} from "../statistics/index.ts";

/** What one version does against another, at the same load, one after the other. */
export interface VersionComparison {
  /** `missed`: the candidate is worse in one figure at least; `met`: in none by more than the margin. */
  readonly verdict: RunVerdict;
  /** Promised percentiles, milliseconds. */
  readonly quantiles: readonly Comparison[];
  /** Of one request. */
  readonly costs: readonly (Comparison & { readonly unit: string })[];
  readonly reasons: readonly string[];
}

/** With fewer pairs of runs nothing is said; the same as `compareQuantiles` asks for. */
const LEAST_PAIRS = 5;

/**
 * Compares the promised percentiles and the cost of a request; pairs in which the rig failed do not
 * count. A figure is worse only when it is so by more than the margin, beyond chance.
 */
export function compareRuns(
  pairs: readonly Pair<Run>[],
  next: Random,
  margin: number,
): VersionComparison {
  const valid = pairs.filter(({ base, candidate }) => isValid(base) && isValid(candidate));
  const lost = pairs.length - valid.length;
  const quantiles = compareQuantiles(quantilesOf(valid), next, margin);
  const costs = costsOf(valid, next, margin);
  return {
    verdict:
      valid.length < LEAST_PAIRS && lost > 0 ? "invalid" : verdictOf([...quantiles, ...costs]),
    quantiles,
    costs,
    reasons:
      lost === 0 ? [] : [`In ${lost} of ${pairs.length} pairs of runs the rig was the limit.`],
  };
}

const isValid = (run: Run): boolean => rigReasonsOf(run).length === 0;

function verdictOf(comparisons: readonly Comparison[]): RunVerdict {
  const has = (verdict: Comparison["verdict"]) =>
    comparisons.some((comparison) => comparison.verdict === verdict);
  if (has("regression")) return "missed";
  return has("insufficient") || comparisons.length === 0 ? "insufficient" : "met";
}

function quantilesOf(pairs: readonly Pair<Run>[]) {
  const objectives = pairs[0]?.base.plan.objectives ?? [];
  return objectives.flatMap(({ id, indicator, promise }) => {
    if (promise.kind !== "quantile") return [];
    const of = (run: Run) => responsesOf(run, indicator);
    const measured = pairs.map(({ base, candidate }) => ({
      base: of(base),
      candidate: of(candidate),
    }));
    const isAsked = measured.some(({ base }) => base.count > 0);
    return isAsked ? [{ name: id, quantile: promise.quantile, pairs: measured }] : [];
  });
}

const responsesOf = (run: Run, indicator: string): Sketch =>
  measuredTime(run)
    .flatMap(({ streams }) => streams)
    .filter(({ stream }) => stream.indicator === indicator)
    .map(({ response }) => response)
    .reduce(mergeSketches, emptySketch);

/** Resources of which the base uses next to nothing have no ratio worth the name, and are left out. */
function costsOf(pairs: readonly Pair<Run>[], next: Random, margin: number) {
  const used = counters.flatMap(({ of, resource, unit, least }) => {
    const measured = pairs.map(({ base, candidate }) => ({
      base: costSamples(base, of),
      candidate: costSamples(candidate, of),
    }));
    const isUsed = measured.every(({ base }) => perRequest(base) > least);
    return isUsed ? [{ name: resource, unit, pairs: measured }] : [];
  });
  return compareCosts(used, next, margin).map((comparison, at) => ({
    ...comparison,
    unit: used[at]!.unit,
  }));
}

function perRequest(samples: readonly CostSample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.requests === first.requests) return 0;
  return (last.used - first.used) / (last.requests - first.requests);
}
