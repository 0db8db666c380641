import type { Phase } from "../run.ts";
import { mannKendall } from "../statistics/mann-kendall.ts";
import { senSlope } from "../statistics/sen-slope.ts";

const SIGNIFICANT = 0.01;
/** Share of the mean by which what is in flight must grow over the time of the load. */
const NOTABLE = 0.1;
/** Fewer moments show no trend. */
const FEWEST = 10;

/**
 * Whether what is in flight grows while a load is held: a trend by Mann and Kendall at 1 %, of more
 * than a tenth of the mean. Under a load that a system can bear it comes to rest.
 */
export function isGrowing({ windows, durationMs }: Phase): boolean {
  const series = windows
    .filter((window) => window.startMs + window.durationMs <= durationMs)
    .map((window) => ({ atMs: window.startMs + window.durationMs, value: window.inFlight }));
  if (series.length < FEWEST) return false;
  const { z, p, variance } = mannKendall(series);
  if (z <= 0 || p >= SIGNIFICANT) return false;
  const mean = series.reduce((sum, { value }) => sum + value, 0) / series.length;
  const growth = senSlope(series, variance).perHour * (durationMs / 3_600_000);
  return growth > NOTABLE * mean;
}
