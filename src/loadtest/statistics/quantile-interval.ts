import {
  emptySketch,
  mergeSketches,
  quantileRanks,
  type Sketch,
} from "../../core/measurement/index.ts";
import { effectiveCount } from "./effective-count.ts";
import { countAbove, histogramOf, valueAt } from "./histogram.ts";

/** Between which durations the true quantile lies, milliseconds; null where no bound can be given. */
export interface QuantileInterval {
  readonly low: number | null;
  readonly high: number | null;
  /** Independent requests that would tell as much: slow ones come in clusters. */
  readonly effective: number;
}

/**
 * Bounds of a quantile of all windows together, each of which holds with `confidence` by itself:
 * order statistics with binomial ranks, over as many requests as the windows say are independent.
 * A single window is taken as independent requests.
 * Source: H. A. David and H. N. Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
 */
export function quantileInterval(
  windows: readonly Sketch[],
  q: number,
  confidence = 0.95,
): QuantileInterval {
  const all = histogramOf(windows.reduce(mergeSketches, emptySketch));
  if (all.count === 0) return { low: null, high: null, effective: 0 };
  const middle = valueAt(all, Math.ceil(q * all.count));
  const effective = effectiveCount(
    windows
      .map(histogramOf)
      .map((part) => ({ count: part.count, above: countAbove(part, middle) })),
  );
  const { low, high } = quantileRanks(effective, q, confidence);
  const scale = all.count / effective;
  return {
    low: low === null ? null : valueAt(all, Math.max(1, Math.floor(low * scale))),
    high: high === null ? null : valueAt(all, Math.ceil(high * scale)),
    effective,
  };
}
