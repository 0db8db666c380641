import { hash } from "node:crypto";
import type { Attributes, HistogramPoint } from "./metrics.ts";

/** The last point of every cumulative series, so that the next can be told apart from it. */
export class SeriesMemory {
  readonly #last = new Map<string, HistogramPoint>();
  readonly #most: number;
  #knownSinceNs: number;

  /** Remembers up to `most` series, forgetting the one heard of longest ago. */
  constructor(nowMs: number, most = 100_000) {
    this.#most = most;
    this.#knownSinceNs = nowMs * 1e6;
  }

  /** A series that began later than this and is not remembered has never been seen. */
  get knownSinceNs(): number {
    return this.#knownSinceNs;
  }

  lastOf(series: string): HistogramPoint | null {
    return this.#last.get(series) ?? null;
  }

  remember(
    points: Iterable<readonly [series: string, point: HistogramPoint]>,
    nowMs: number,
  ): void {
    for (const [series, point] of points) {
      // Taking it out first moves it to the end of the map's order.
      this.#last.delete(series);
      this.#last.set(series, point);
    }
    if (this.#last.size <= this.#most) return;
    for (const series of this.#last.keys()) {
      if (this.#last.size <= this.#most) break;
      this.#last.delete(series);
    }
    // A forgotten series would look new, and be counted twice.
    this.#knownSinceNs = nowMs * 1e6;
  }
}

/** What makes two points belong to one series: who reports it, about what, and since when. */
export function seriesKey(resource: Attributes, { attributes, startNs }: HistogramPoint): string {
  const parts = [...sorted(resource), [], ...sorted(attributes), [startNs]];
  return hash("sha256", JSON.stringify(parts), "base64url");
}

const sorted = (attributes: Attributes) =>
  [...attributes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
