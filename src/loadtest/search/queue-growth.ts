import { HOUR_MS } from "../../core/time/index.ts";
import type { Run } from "../model/index.ts";
import { mannKendall, senSlope } from "../statistics/index.ts";
import { runWindows } from "./run-windows.ts";

const SIGNIFICANT = 0.01;
/** Share of the mean by which what is in flight must grow over the time of the load. */
const NOTABLE = 0.1;
/** Fewer moments show no trend. */
const FEWEST = 10;

/**
 * Whether what is in flight grows while a load is held: a trend by Mann and Kendall at 1 %, of more
 * than a tenth of the mean. Under a load that a system can bear it comes to rest. Once nothing more
 * is due it shrinks in any case, so that time is left out, as the warm-up is.
 */
export function isGrowing(run: Run): boolean {
  const windows = runWindows(run);
  const held = windows.slice(0, windows.findLastIndex(({ planned }) => planned > 0) + 1);
  const series = held.map(({ endMs, inFlight }) => ({ atMs: endMs, value: inFlight }));
  if (series.length < FEWEST) return false;
  const { z, p } = mannKendall(series);
  if (z <= 0 || p >= SIGNIFICANT) return false;
  const mean = series.reduce((sum, { value }) => sum + value, 0) / series.length;
  const heldHours = (held.at(-1)!.endMs - held[0]!.startMs) / HOUR_MS;
  return senSlope(series).perHour * heldHours > NOTABLE * mean;
}
