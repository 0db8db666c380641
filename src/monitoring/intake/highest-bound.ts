import type { Histogram } from "./metrics.ts";

/** The upper bound of a histogram's last bucket in use, in its unit; null where that has none. */
export function highestBound(histogram: Histogram): number | null {
  if (histogram.kind === "explicit") {
    const last = histogram.bucketCounts.findLastIndex((count) => count > 0);
    return histogram.explicitBounds[last] ?? null;
  }
  const { scale, zeroThreshold = 0, positive } = histogram;
  const last = positive.bucketCounts.findLastIndex((count) => count > 0);
  if (last < 0) return zeroThreshold;
  const bound = 2 ** ((positive.offset + last + 1) * 2 ** -scale);
  return Number.isFinite(bound) ? bound : null;
}
