import {
  mergeSketches,
  quantile,
  type Recorder,
  recorder,
  type Sketch,
} from "../../measurement/index.ts";

/**
 * Durations from a microsecond to hours at one resolution. A sketch holds a range of ×32 at its
 * finest and grows coarser beyond it, so each such range has a sketch of its own; every quantile
 * errs by 1.1 % at most, whatever else was measured. One sketch for each of `CEILINGS`.
 */
export type Distribution = readonly Sketch[];

export interface DistributionRecorder {
  /** Milliseconds; below zero counts as zero. */
  record(ms: number): void;
  distribution(): Distribution;
  reset(): void;
}

/** Seconds; a duration belongs to the first ceiling that it does not exceed. */
const CEILINGS = [-15, -10, -5, 0, 5, 10, Number.POSITIVE_INFINITY].map((power) => 2 ** power);

/** Recording allocates nothing; the size is the same after a second and after a week. */
export const distributionRecorder = (): DistributionRecorder => new RangesRecorder();

/** A class, because all of its objects share the code that V8 makes of a method. */
class RangesRecorder implements DistributionRecorder {
  readonly #ranges: readonly Recorder[] = CEILINGS.map(recorder);

  record(ms: number): void {
    const seconds = ms / 1000;
    let range = 0;
    while (seconds > CEILINGS[range]!) range++;
    this.#ranges[range]!.record(seconds);
  }

  distribution(): Distribution {
    return this.#ranges.map((range) => range.sketch());
  }

  reset(): void {
    for (const range of this.#ranges) range.reset();
  }
}

export const emptyDistribution: Distribution = distributionRecorder().distribution();

/** Exact: the merge is what one recorder of both would hold. */
export const mergeDistributions = (a: Distribution, b: Distribution): Distribution =>
  a.map((sketch, range) => mergeSketches(sketch, b[range]!));

export const countOf = (distribution: Distribution): number =>
  distribution.reduce((sum, { count }) => sum + count, 0);

/** Milliseconds that a share `q` of the durations does not exceed; null when there are none. */
export function quantileMs(distribution: Distribution, q: number): number | null {
  const total = countOf(distribution);
  let rank = Math.max(1, Math.ceil(q * total * (1 - 4 * Number.EPSILON)));
  for (const sketch of distribution) {
    if (sketch.count > 0 && rank <= sketch.count)
      return quantile(sketch, rank / sketch.count) * 1000;
    rank -= sketch.count;
  }
  return null;
}

/** Percentiles, largest and mean in milliseconds; null throughout when nothing was measured. */
export type Summary = Readonly<
  Record<"p50" | "p90" | "p95" | "p99" | "p999" | "max" | "mean", number | null>
>;

export function summarise(distribution: Distribution): Summary {
  const at = (q: number) => roundToUs(quantileMs(distribution, q));
  const sumUs = distribution.reduce((sum, sketch) => sum + sketch.sumUs, 0);
  const total = countOf(distribution);
  return {
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
    mean: roundToUs(total === 0 ? null : sumUs / total / 1000),
  };
}

/** Finer than a microsecond nothing is measured. */
const roundToUs = (ms: number | null): number | null =>
  ms === null ? null : Math.round(ms * 1000) / 1000;
