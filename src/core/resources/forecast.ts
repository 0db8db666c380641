import { DAY_MS } from "../time/index.ts";

/** A share in use at a moment. */
export interface SharePoint {
  readonly atMs: number;
  readonly share: number;
}

export interface FullForecast {
  /** When all of it is in use, if it goes on like this. */
  readonly fullAtMs: number;
  /** So much of it more is in use each day. */
  readonly perDay: number;
}

/** So many points at most: what lies between is their median. */
const MOST_POINTS = 144;
const LEAST_POINTS = 12;
const LEAST_SPAN_MS = 60 * 60_000;
/** Of a rise by chance about one in two thousand: points that follow each other are alike. */
const LEAST_Z = 3.29;

/**
 * When a resource is used up. The rate is the median of the slopes between any two points (Theil and
 * Sen's estimator), and there is none unless the points rise more than chance would have it (Mann and
 * Kendall's test, S ÷ √(n(n−1)(2n+5) ÷ 18)). Null: it does not fill up, or not for sure.
 */
export function forecastFull(points: readonly SharePoint[]): FullForecast | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last!.atMs - first.atMs < LEAST_SPAN_MS) return null;
  const some = thinned(points);
  if (some.length < LEAST_POINTS) return null;
  const slopes: number[] = [];
  let score = 0;
  for (const [at, early] of some.entries())
    for (const late of some.slice(at + 1)) {
      score += Math.sign(late.share - early.share);
      slopes.push((late.share - early.share) / (late.atMs - early.atMs));
    }
  const n = some.length;
  const z = score / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const slope = median(slopes);
  if (z < LEAST_Z || slope <= 0) return null;
  const present = median(some.slice(-3).map(({ share }) => share));
  return { fullAtMs: last!.atMs + Math.max(0, 1 - present) / slope, perDay: slope * DAY_MS };
}

function thinned(points: readonly SharePoint[]): readonly SharePoint[] {
  const [start, end] = [points[0]!.atMs, points.at(-1)!.atMs];
  const width = (end - start + 1) / MOST_POINTS;
  const stretches = Map.groupBy(points, ({ atMs }) => Math.floor((atMs - start) / width));
  return [...stretches.values()].map((own) => ({
    atMs: median(own.map(({ atMs }) => atMs)),
    share: median(own.map(({ share }) => share)),
  }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return (sorted[low]! + sorted[high]!) / 2;
}
