import { wilson } from "../../core/measurement/index.ts";
import { LEAST_PAIRS, type Pair } from "./comparison.ts";
import { mean } from "./median.ts";
import { quantiles, studentQuantile } from "./student.ts";

/** Of one run. */
export interface Failed {
  readonly events: number;
  readonly bad: number;
}

/** How many of the requests failed under one version and the other; shares 0–1. */
export interface ShareComparison {
  /** Pairs of runs in which both were asked. */
  readonly pairs: number;
  /** null: nothing ended. */
  readonly base: number | null;
  readonly candidate: number | null;
  /** 95 % interval of candidate − base; null of too few pairs. */
  readonly differenceInterval: readonly [low: number, high: number] | null;
  /** `regression`: certainly more fail; `none`: certainly no more than one in a hundred more. */
  readonly verdict: "regression" | "none" | "insufficient";
  /** How many pairs more would settle it; null: it is settled, or more of the same would not. */
  readonly needed: number | null;
}

const TOLERATED = 0.01;
const MOST_PAIRS = 1000;

/**
 * Compares shares of failures by their difference, since most are next to none. The interval is the
 * wider one, at either end, of Newcombe's for all requests together, and of Student's for the pairs'
 * differences: failures come in clusters, and pairs that happen to agree are no proof.
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions",
 * method 10, Statistics in Medicine 17 (1998).
 */
export function compareShares(pairs: readonly Pair<Failed>[]): ShareComparison {
  const asked = pairs.filter(({ base, candidate }) => base.events > 0 && candidate.events > 0);
  const [base, candidate] = [
    sumOf(asked.map((pair) => pair.base)),
    sumOf(asked.map((pair) => pair.candidate)),
  ];
  const shares = { base: shareOf(base), candidate: shareOf(candidate) };
  const told = { pairs: asked.length, ...shares };
  if (asked.length < LEAST_PAIRS) {
    const needed = asked.length === 0 ? null : LEAST_PAIRS - asked.length;
    return { ...told, differenceInterval: null, verdict: "insufficient", needed };
  }
  const [pooled, paired] = [newcombe(base, candidate), ofPairs(asked)];
  const low = Math.min(pooled[0], paired[0]);
  const high = Math.max(pooled[1], paired[1]);
  const verdict = low > 0 ? "regression" : high <= TOLERATED ? "none" : "insufficient";
  const needed = verdict === "insufficient" ? morePairs(told, [low, high]) : null;
  return { ...told, differenceInterval: [low, high], verdict, needed };
}

/** If they went on as so far: an interval shrinks as the root of the pairs grows. */
function morePairs(
  { pairs, base, candidate }: Pick<ShareComparison, "pairs" | "base" | "candidate">,
  [low, high]: readonly [number, number],
): number | null {
  const difference = candidate! - base!;
  const times = [
    ...(difference < TOLERATED ? [(high - difference) / (TOLERATED - difference)] : []),
    ...(difference > 0 ? [(difference - low) / difference] : []),
  ];
  const all = Math.ceil(pairs * Math.min(...times) ** 2);
  return all > MOST_PAIRS ? null : Math.max(1, all - pairs);
}

const sumOf = (all: readonly Failed[]): Failed => ({
  events: all.reduce((sum, { events }) => sum + events, 0),
  bad: all.reduce((sum, { bad }) => sum + bad, 0),
});

const shareOf = ({ events, bad }: Failed): number | null => (events === 0 ? null : bad / events);

function newcombe(base: Failed, candidate: Failed): readonly [low: number, high: number] {
  const [a, b] = [base.bad / base.events, candidate.bad / candidate.events];
  const [ofA, ofB] = [wilson(base.bad, base.events), wilson(candidate.bad, candidate.events)];
  return [
    b - a - Math.hypot(b - ofB.low, ofA.high - a),
    b - a + Math.hypot(ofB.high - b, a - ofA.low),
  ];
}

function ofPairs(pairs: readonly Pair<Failed>[]): readonly [low: number, high: number] {
  const differences = pairs.map(
    ({ base, candidate }) => candidate.bad / candidate.events - base.bad / base.events,
  );
  const centre = mean(differences);
  const n = differences.length;
  const variance = differences.reduce((sum, d) => sum + (d - centre) ** 2, 0) / (n - 1);
  const half = studentQuantile(quantiles.upper, n - 1) * Math.sqrt(variance / n);
  return [centre - half, centre + half];
}
