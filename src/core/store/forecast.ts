import { DAY_MS } from "../time/index.ts";
import type { UsageSample } from "./health-port.ts";

/** How a store has grown lately, and when its disk is full if that goes on. */
export interface UsageForecast {
  /** Bytes a day, below 0 where it shrinks; null: it was watched for less than a day. */
  readonly growthPerDay: number | null;
  /** Of the disk, by all that is written to it; null: not known. */
  readonly lossPerDay: number | null;
  /** How many days the rates were seen for, 7 at most. */
  readonly seenDays: number;
  /** At these rates, whichever is the quicker; null: not within ten years, or not known. */
  readonly fullInDays: number | null;
}

const WINDOW_DAYS = 7;
const FAR_DAYS = 3653;

/**
 * The rate is the median of the slopes between any two samples of the last seven days (Theil and
 * Sen's estimator): packing, thinning and a single large file do not mislead it.
 */
export function forecastUsage(samples: readonly UsageSample[]): UsageForecast {
  const present = samples.at(-1);
  const recent = samples.filter(({ atMs }) => atMs >= (present?.atMs ?? 0) - WINDOW_DAYS * DAY_MS);
  const seenDays = recent.length === 0 ? 0 : (present!.atMs - recent[0]!.atMs) / DAY_MS;
  const growthPerDay = slope(recent.map(({ atMs, storeBytes }) => [atMs / DAY_MS, storeBytes]));
  const left = recent.flatMap(({ atMs, availableBytes }): [number, number][] =>
    availableBytes === null ? [] : [[atMs / DAY_MS, availableBytes]],
  );
  const change = slope(left);
  const lossPerDay = change === null ? null : -change;
  const rate = Math.max(growthPerDay ?? 0, lossPerDay ?? 0);
  const available = present?.availableBytes ?? null;
  const days = available === null || rate <= 0 ? Number.POSITIVE_INFINITY : available / rate;
  return { growthPerDay, lossPerDay, seenDays, fullInDays: days < FAR_DAYS ? days : null };
}

type Point = readonly [day: number, bytes: number];

/** Null where the points span less than a day. */
function slope(points: readonly Point[]): number | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last![0] - first[0] < 1) return null;
  const slopes = points.flatMap(([day, bytes], at) =>
    points.slice(at + 1).map(([later, then]) => (then - bytes) / (later - day)),
  );
  const sorted = slopes.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
