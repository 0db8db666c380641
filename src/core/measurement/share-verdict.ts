import { type Interval, wilson, Z_95 } from "./interval.ts";

/** What a count of events says about a promised share. */
export interface ShareVerdict {
  readonly verdict: "met" | "missed" | "insufficient";
  /** The share that certainly kept the promise; 0 over no events. */
  readonly share: number;
  /** The share that kept it or may have; 1 over no events. */
  readonly most: number;
  /** From the interval with every undecided event bad to the one with every undecided event good. */
  readonly interval: Interval;
  /** How many more events would settle it at the present share; null where that is not a matter of count. */
  readonly needed: number | null;
}

/** No promise is missed by a single event: one of one at night is no evidence. */
const FEWEST_BAD = 2;

/**
 * `met` only when the interval (Wilson, 95 %) lies at or above the target even were every
 * undecided event bad; `missed` only when it lies below even were every one good, and two at least
 * are certainly bad.
 */
export function verdictOfShare(
  good: number,
  undecided: number,
  n: number,
  target: number,
): ShareVerdict {
  const interval = { low: wilson(good, n).low, high: wilson(good + undecided, n).high };
  const [share, most] = n === 0 ? [0, 1] : [good / n, (good + undecided) / n];
  const isMissed = interval.high < target && n - good - undecided >= FEWEST_BAD;
  const verdict = interval.low >= target ? "met" : isMissed ? "missed" : "insufficient";
  const needed = verdict === "insufficient" ? stillNeeded(good, undecided, n, target) : null;
  return { verdict, share, most, interval, needed };
}

function stillNeeded(good: number, undecided: number, n: number, target: number): number | null {
  if (n === 0) return eventsNeeded(1, target);
  const [worst, best] = [good / n, (good + undecided) / n];
  if (worst <= target && best >= target) return null;
  const total = eventsNeeded(worst > target ? worst : best, target);
  if (total === null) return null;
  const fewest = best < target ? Math.ceil(FEWEST_BAD / (1 - best)) : 0;
  return Math.max(1, total - n, fewest - n);
}

/**
 * How many events settle whether a share reaches a target, if it stays as it is: Wilson's bound
 * meets the target t at n = z²·t·(1 − t) ÷ (share − t)². Null where the two are the same.
 */
export function eventsNeeded(share: number, target: number): number | null {
  const n = Math.ceil((Z_95 ** 2 * target * (1 - target)) / (share - target) ** 2);
  return Number.isSafeInteger(n) ? Math.max(1, n) : null;
}
