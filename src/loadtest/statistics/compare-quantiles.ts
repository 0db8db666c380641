import type { Random } from "../../core/chance/index.ts";
import { eventsToBound, type Sketch } from "../../core/measurement/index.ts";
import type { Comparison, Margin, Pair } from "./comparison.ts";
import { binomialDraw } from "./draws.ts";
import { type Histogram, histogramOf, valueAt } from "./histogram.ts";
import { comparePairs } from "./paired-bootstrap.ts";

/** One promised quantile, with what the two versions' runs measured of it, pair by pair. */
export interface QuantilePairs {
  readonly name: string;
  /** 0.95 for p95. */
  readonly quantile: number;
  readonly pairs: readonly Pair<Sketch>[];
}

/**
 * Whether a version answers more slowly than the one before, at each promised quantile; figures in
 * milliseconds. Holm's correction holds the chance of any false alarm over all of them. Requests are
 * drawn anew by rank: the quantile q of a resample of n is the value of rank Bin(n + 1, q).
 * Source: M. Schultzberg and S. Ankargren, "Resampling-free bootstrap inference for quantiles" (2022).
 */
export const compareQuantiles = (
  objectives: readonly QuantilePairs[],
  next: Random,
  margin: Margin = 0.05,
): readonly Comparison[] =>
  comparePairs(
    objectives.map(({ name, quantile, pairs }) => ({
      name,
      pairs: pairs.map((pair) => ({
        base: runOf(pair.base, quantile),
        candidate: runOf(pair.candidate, quantile),
      })),
      of: ({ requests, q }: RunOfRequests) =>
        requests.count < eventsToBound(q) ? null : durationAt(requests, q * requests.count),
      redraw: ({ requests, q }: RunOfRequests, chance: Random) =>
        durationAt(requests, binomialDraw(chance, requests.count + 1, q)),
    })),
    margin,
    next,
  );

interface RunOfRequests {
  readonly requests: Histogram;
  readonly q: number;
}

const runOf = (requests: Sketch, q: number): RunOfRequests => ({
  requests: histogramOf(requests),
  q,
});

/** Milliseconds; what was too quick to measure is a microsecond, so that ratios exist. */
const durationAt = (requests: Histogram, rank: number): number =>
  Math.max(0.001, valueAt(requests, Math.max(1, Math.ceil(rank))));
