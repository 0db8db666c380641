import { type Interval, Z_95 } from "./interval.ts";

/** What an average rests on. Times in one unit, whichever. */
export interface ChargedTimes {
  /** Good and bad. */
  readonly events: number;
  readonly good: number;
  /** How many of the good ones may have failed, since their outcome was not sent. */
  readonly undecided?: number;
  /** Mean and standard deviation of what the good ones took; without meaning below two. */
  readonly mean: number;
  readonly deviation: number;
  /** What all failures took, at least and at most; the same where every one was timed. */
  readonly failures: Interval;
}

/** What measured times say about a promised average. */
export interface AverageVerdict {
  readonly verdict: "met" | "missed" | "insufficient";
  /** null where nothing succeeded. */
  readonly average: number | null;
  /** The average were every undecided event a failure; null where nothing would be left to succeed. */
  readonly most: number | null;
  /** null where there are too few for it. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many more good events would settle it; null where that is not a matter of count. */
  readonly needed: number | null;
}

/** Below this many events no mean is taken to be normally distributed, and nothing is decided. */
const ENOUGH = 30;

/**
 * Formula charged-average/2: the time that all events took, over the number of those that
 * succeeded, so that each success also carries what the failures took. The interval is that of the
 * successes' mean (central limit theorem), moved up by this charge: no failure can improve it.
 */
export function verdictOfAverage(times: ChargedTimes, limit: number): AverageVerdict {
  const { events, good, mean, deviation } = times;
  const isEnough = good >= ENOUGH;
  const half = (Z_95 * deviation) / Math.sqrt(good);
  const low = (isEnough ? mean - half : 0) + charge(times, "low");
  const high = isEnough ? mean + half + charge(times, "high") : Number.POSITIVE_INFINITY;
  const isMissed = low > limit && events >= ENOUGH;
  const verdict = high <= limit ? "met" : isMissed ? "missed" : "insufficient";
  return {
    verdict,
    average: good === 0 ? null : mean + charge(times, "low"),
    most: good <= (times.undecided ?? 0) ? null : mean + charge(times, "high"),
    low: isEnough ? low : null,
    high: isEnough ? high : null,
    needed: verdict === "insufficient" ? needed(times, limit) : null,
  };
}

/** What each success carries of the failures' time; beyond measure where nothing succeeded. */
function charge(times: ChargedTimes, bound: "low" | "high"): number {
  const { events, good, undecided = 0, mean, failures } = times;
  if (events === 0) return 0;
  const failed = bound === "high" ? undecided : 0;
  return good === failed
    ? Number.POSITIVE_INFINITY
    : (failures[bound] + failed * mean) / (good - failed);
}

/** Until the interval is as narrow as the gap between figure and limit. */
function needed(times: ChargedTimes, limit: number): number | null {
  const { good, mean, deviation } = times;
  if (good < 2) return ENOUGH - good;
  const [lowest, highest] = [mean + charge(times, "low"), mean + charge(times, "high")];
  if (lowest < limit && limit < highest) return null;
  const gap = Math.min(Math.abs(lowest - limit), Math.abs(highest - limit));
  const enough = Math.ceil(((Z_95 * deviation) / gap) ** 2);
  if (!Number.isSafeInteger(enough)) return null;
  return Math.max(1, Math.max(ENOUGH, enough) - good);
}
