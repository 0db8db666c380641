import { type Interval, wilson, Z_95 } from "./interval.ts";

/** What a count of events says about a promised share. */
export interface ShareVerdict {
  readonly verdict: "met" | "missed" | "insufficient";
  /** Share that certainly kept the promise, out of all. */
  readonly share: number;
  /** From the interval with every undecided event bad to the one with every undecided event good. */
  readonly interval: Interval;
  /** How many more events would settle it at the present share; null where more would not help. */
  readonly needed: number | null;
}

/**
 * `met` only when the interval lies at or above the target even were every undecided event bad;
 * `missed` only when it lies below even were every one good; else `insufficient`.
 */
export function verdictOfShare(
  good: number,
  undecided: number,
  n: number,
  target: number,
): ShareVerdict {
  const interval = { low: wilson(good, n).low, high: wilson(good + undecided, n).high };
  const verdict =
    n === 0
      ? "insufficient"
      : interval.low >= target
        ? "met"
        : interval.high < target
          ? "missed"
          : "insufficient";
  const share = n === 0 ? 0 : good / n;
  return {
    verdict,
    share,
    interval,
    needed: verdict === "insufficient" ? needed(share, undecided, n, target) : null,
  };
}

function needed(share: number, undecided: number, n: number, target: number): number | null {
  if (undecided > 0 && share < target) return null;
  const total = eventsNeeded(n === 0 ? 1 : share, target);
  return total === null ? null : Math.max(1, total - n);
}

/**
 * How many events settle whether a share is at least `target`, were they all to fall as `share` says;
 * null where share and target are the same. Wilson's bound meets the target at n = z²·t(1−t) ÷ (s−t)².
 */
export function eventsNeeded(share: number, target: number, z = Z_95): number | null {
  const gap = share - target;
  if (gap === 0) return null;
  const n = Math.ceil((z * z * target * (1 - target)) / (gap * gap));
  return Number.isSafeInteger(n) ? Math.max(1, n) : null;
}
