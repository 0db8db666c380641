import { integer, type Random } from "../../core/chance/index.ts";
import { middle95 } from "./median.ts";
import { type Load, leastSquares, type Scalability, throughputAt } from "./scalability.ts";

/** How throughput grows with concurrency, and where it stops growing. 95 % intervals. */
export interface ScalabilityFit {
  readonly coefficients: Scalability;
  readonly contention: readonly [low: number, high: number];
  readonly coherency: readonly [low: number, high: number];
  /** null: there is none, or it lies beyond twice what was measured, where a formula is only a guess. */
  readonly peak: {
    readonly concurrency: number;
    readonly interval: readonly [low: number, high: number];
    readonly perSecond: number;
  } | null;
}

/**
 * Fits the Universal Scalability Law X(N) = γN ÷ (1 + α(N−1) + βN(N−1)) with α, β ≥ 0 by least
 * squares; its peak is at N* = √((1−α) ÷ β). Intervals by bootstrap of the residuals.
 * null with fewer than six different concurrencies.
 * Source: N. J. Gunther, "Guerrilla Capacity Planning" (2007), chapters 4 and 5.
 * @param loads stable ones only, each with its measured concurrency (rate × mean response)
 */
export function scalabilityFit(loads: readonly Load[], next: Random): ScalabilityFit | null {
  if (new Set(loads.map(({ concurrency }) => concurrency)).size < LEAST_LOADS) return null;
  const coefficients = leastSquares(loads);
  const fits = refits(loads, coefficients, next);
  const most = 2 * Math.max(...loads.map(({ concurrency }) => concurrency));
  const concurrency = peakOf(coefficients);
  return {
    coefficients,
    contention: middle95(fits.map(({ alpha }) => alpha)),
    coherency: middle95(fits.map(({ beta }) => beta)),
    peak:
      concurrency === null || concurrency > most
        ? null
        : {
            concurrency,
            interval: middle95(fits.map((fit) => Math.min(most, peakOf(fit) ?? most))),
            perSecond: throughputAt(coefficients, concurrency),
          },
  };
}

const LEAST_LOADS = 6;
const RESAMPLES = 400;

const peakOf = ({ alpha, beta }: Scalability): number | null =>
  beta > 0 && alpha < 1 ? Math.sqrt((1 - alpha) / beta) : null;

/** Fits to what might as well have been measured: the curve with residuals dealt out anew. */
function refits(loads: readonly Load[], fit: Scalability, next: Random): readonly Scalability[] {
  // Three coefficients take their share of the scatter away; this gives it back.
  const scale = Math.sqrt(loads.length / (loads.length - 3));
  const residuals = loads.map(
    ({ concurrency, perSecond }) => scale * (perSecond - throughputAt(fit, concurrency)),
  );
  return Array.from({ length: RESAMPLES }, () =>
    leastSquares(
      loads.map(({ concurrency }) => ({
        concurrency,
        perSecond: throughputAt(fit, concurrency) + residuals[integer(next, residuals.length)]!,
      })),
      fit,
    ),
  );
}
