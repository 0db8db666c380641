import type { Random } from "../../core/chance/index.ts";
import { emptySketch, mergeSketches, type Sketch } from "../../core/measurement/index.ts";
import { evidenceOf, measuredTime, rigReasonsOf } from "../judging/index.ts";
import type { Run, RunVerdict } from "../model/index.ts";
import { costSamples, counters } from "../performing/index.ts";
import {
  type Comparison,
  type CostSample,
  compareCosts,
  compareQuantiles,
  compareShares,
  type Failed,
  LEAST_PAIRS,
  type Pair,
  pairsForMargin,
  type ShareComparison,
} from "../statistics/index.ts";

/** What one version does against another, at the same load, one after the other. */
export interface VersionComparison {
  /** `missed`: the candidate is worse in one figure at least; `met`: in none by more than the margin. */
  readonly verdict: RunVerdict;
  /** Promised percentiles, milliseconds. */
  readonly quantiles: readonly Comparison[];
  /** Of one request. */
  readonly costs: readonly (Comparison & { readonly unit: string })[];
  /** Requests that failed. */
  readonly failures: ShareComparison;
  /** How many pairs more would settle what is open; null: nothing is, or more of the same would not. */
  readonly needed: number | null;
  readonly reasons: readonly string[];
}

/**
 * Compares the promised percentiles of what was answered well, the share that was not, and the cost
 * of a request; pairs in which the rig failed do not count. A figure is worse only when it is so by
 * more than the margin, beyond chance; failures, when there are more of them beyond chance.
 */
export function compareRuns(
  pairs: readonly Pair<Run>[],
  next: Random,
  margin: number,
): VersionComparison {
  const valid = pairs.filter(isValid);
  const lost = pairs.length - valid.length;
  const quantiles = compareQuantiles(quantilesOf(valid), next, margin);
  const costs = costsOf(valid, next, margin);
  const failures = compareShares(valid.map(failedIn));
  const all = [...quantiles, ...costs];
  return {
    verdict:
      valid.length < LEAST_PAIRS && lost > 0
        ? "invalid"
        : verdictOf([...all, failures], all.length),
    quantiles,
    costs,
    failures,
    needed: neededOf([...all, failures]),
    reasons:
      lost === 0 ? [] : [`In ${lost} of ${pairs.length} pairs of runs the rig was the limit.`],
  };
}

const isValid = ({ base, candidate }: Pair<Run>): boolean =>
  rigReasonsOf(base).length + rigReasonsOf(candidate).length === 0;

/** More nobody makes without being asked for them. */
const MOST_PAIRS = 20;

/**
 * How many pairs there are to be where nobody says: five, and as many more as the scatter of the
 * first five that are valid asks for, twenty at most. Which way they lean is not looked at.
 */
export function pairsWanted(pairs: readonly Pair<Run>[], next: Random, margin: number): number {
  const valid = pairs.filter(isValid);
  const lost = pairs.length - valid.length;
  if (valid.length < LEAST_PAIRS) return Math.min(MOST_PAIRS, LEAST_PAIRS + lost);
  const { quantiles, costs } = compareRuns(valid.slice(0, LEAST_PAIRS), next, margin);
  const scatters = [...quantiles, ...costs].flatMap(({ scatter }) => scatter ?? []);
  return Math.min(MOST_PAIRS, lost + pairsForMargin(scatters, margin));
}

/** @param figures how many there were to compare beside failures */
function verdictOf(
  comparisons: readonly Pick<Comparison, "verdict">[],
  figures: number,
): RunVerdict {
  const has = (verdict: Comparison["verdict"]) =>
    comparisons.some((comparison) => comparison.verdict === verdict);
  if (has("regression")) return "missed";
  return has("insufficient") || figures === 0 ? "insufficient" : "met";
}

/** The most that any figure needs; one that more pairs would not settle needs longer runs. */
function neededOf(open: readonly Pick<Comparison, "verdict" | "needed">[]): number | null {
  const needs = open.flatMap(({ verdict, needed }) => (verdict === "insufficient" ? [needed] : []));
  return needs.length === 0 || needs.includes(null) ? null : Math.max(...needs.map(Number));
}

/** Every request of a run, whatever it was for. */
const failedIn = ({ base, candidate }: Pair<Run>): Pair<Failed> => ({
  base: failedOf(base),
  candidate: failedOf(candidate),
});

function failedOf(run: Run): Failed {
  const streams = measuredTime(run).flatMap(({ streams }) => streams);
  const { events, bad } = evidenceOf(streams);
  return { events, bad };
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
