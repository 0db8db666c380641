import { quantile, type Sketch } from "../../core/measurement/index.ts";

/** Milliseconds that a share `q` of the durations does not exceed; null when there are none. */
export const quantileMs = (sketch: Sketch, q: number): number | null =>
  sketch.count === 0 ? null : quantile(sketch, q) * 1000;

/** Percentiles, largest and mean in milliseconds; null throughout when nothing was measured. */
export type Summary = Readonly<
  Record<"p50" | "p90" | "p95" | "p99" | "p999" | "max" | "mean", number | null>
>;

export function summarise(sketch: Sketch): Summary {
  const at = (q: number) => roundToUs(quantileMs(sketch, q));
  return {
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
    mean: roundToUs(sketch.count === 0 ? null : sketch.sumUs / sketch.count / 1000),
  };
}

/** Finer than a microsecond nothing is measured. */
const roundToUs = (ms: number | null): number | null =>
  ms === null ? null : Math.round(ms * 1000) / 1000;
