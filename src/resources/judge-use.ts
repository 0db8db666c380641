import type { Procedure, Threshold } from "../core/contract/index.ts";
import type { ResourceUse } from "../core/resources/index.ts";
import { MINUTE_MS, type Minute } from "../core/time/index.ts";

/** So much below a threshold it is fine again, where the contract does not say it. */
const USUAL_GAP = 0.05;
/** Senders tell once a minute, about: a minute that has no figure is no gap. */
const MOST_GAP_MINUTES = 5;

/** Below which share it is fine again. */
export const clearOf = ({ above }: Threshold, procedure: Procedure | null): number =>
  procedure?.clearBelow ?? Math.max(0, above - USUAL_GAP);

export interface Judged {
  /** above: too much for the whole time. below: fine for the whole time. between: neither. */
  readonly kind: "above" | "below" | "between";
  /** The average of that time. */
  readonly value: number;
  /** When it began to be too much, where it is. */
  readonly sinceMinute: Minute;
}

/**
 * How a use stands to its threshold by the whole minutes before `nowMinute`; one that holds at once
 * is judged by the latest figure, of the minute that runs too. Null: too little is known of that time.
 */
export function judgeUse(
  { points }: Pick<ResourceUse, "points">,
  { above, forMs }: Threshold,
  clear: number,
  nowMinute: Minute,
): Judged | null {
  const whole = Math.ceil(forMs / MINUTE_MS);
  const end = whole === 0 ? nowMinute : nowMinute - 1;
  const start = end - Math.max(whole, 1) + 1;
  const own = points.filter(({ minute }) => minute >= start && minute <= end);
  // Half of the minutes must be known; the latest figure stands for a minute that has none yet.
  const latest = points.findLast(({ minute }) => minute <= end);
  const seen = whole <= 1 ? (latest && latest.minute > end - 2 ? [latest] : []) : own;
  if (seen.length === 0 || seen.length < Math.max(whole, 1) / 2) return null;
  const value = seen.reduce((sum, { share }) => sum + share, 0) / seen.length;
  const kind = seen.every(({ share }) => share > above)
    ? "above"
    : seen.every(({ share }) => share < clear)
      ? "below"
      : "between";
  return { kind, value, sinceMinute: beginOf(points, above, end) };
}

/** Since when there was too much without a break. */
function beginOf(points: ResourceUse["points"], above: number, end: Minute): Minute {
  let begin = end;
  for (const { minute, share } of points.toReversed()) {
    if (minute > end) continue;
    if (share <= above || begin - minute > MOST_GAP_MINUTES) break;
    begin = minute;
  }
  return begin;
}
