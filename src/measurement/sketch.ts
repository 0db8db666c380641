/**
 * A base-2 exponential histogram of durations in seconds, as OpenTelemetry and Prometheus native
 * histograms have it: bucket i holds (base^i, base^(i+1)] with base = 2^(2^-scale).
 * Source: OpenTelemetry metrics data model, "ExponentialHistogram".
 */
export interface Sketch {
  readonly scale: number;
  /** Index of the first bucket in `counts`. */
  readonly offset: number;
  readonly counts: readonly number[];
  /** Values of exactly zero (or below the sender's zero threshold). */
  readonly zeroCount: number;
  readonly count: number;
  /** Sum in whole microseconds: integers add up the same in any order, floats do not. */
  readonly sumUs: number;
  /** Seconds; +Infinity and -Infinity while empty. */
  readonly min: number;
  readonly max: number;
}
