import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/index.ts";

const SECOND_MS = 1000;

/** How long something has lasted, in one unit, rounded down: `20 s`, `5 min`, `3 h`, `12 days`. */
export function elapsed(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.floor(ms / SECOND_MS))} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < 2 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  return `${Math.floor(ms / DAY_MS)} days`;
}
