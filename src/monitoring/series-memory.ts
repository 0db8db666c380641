import { hash } from "node:crypto";
import type { Attributes, DurationMetric, HistogramPoint } from "./metrics.ts";

/** The last point of every cumulative series, so that the next can be told apart from it. */
export class SeriesMemory {
  readonly #last = new Map<string, HistogramPoint>();
  readonly #counted = new Map<string, number>();
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

  countedUntilNs(sender: string): number {
    return this.#counted.get(sender) ?? 0;
  }

  rememberCounted(counted: Iterable<readonly [sender: string, untilNs: number]>): void {
    for (const [sender, untilNs] of counted) {
      this.#counted.delete(sender);
      this.#counted.set(sender, untilNs);
    }
    for (const sender of this.#counted.keys()) {
      if (this.#counted.size <= this.#most) break;
      this.#counted.delete(sender);
    }
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

/** Who reports durations under a name. */
export const senderKey = (resource: Attributes, name: string): string =>
  digest([...sorted(resource), [], [name]]);

/** What makes two points belong to one series: who reports it, about what, and since when. */
export const seriesKey = (
  { resource, scope, name }: DurationMetric,
  { attributes, startNs }: HistogramPoint,
): string => digest([...sorted(resource), [scope, name], ...sorted(attributes), [startNs]]);

const digest = (parts: readonly unknown[]): string =>
  hash("sha256", JSON.stringify(parts), "base64url");

const sorted = (attributes: Attributes) =>
  [...attributes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
