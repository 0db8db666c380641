import { MINUTE_MS } from "../../../core/time/index.ts";
import type { SeriesState } from "../../../core/store/index.ts";
import { type IntakeContext, intake } from "../intake.ts";
import type {
  DurationMetric,
  Explicit,
  Exponential,
  HistogramPoint,
  UnreadMetric,
} from "../metrics.ts";
import { WaitingRequest } from "../waiting-request.ts";
import type { WatchedAddon } from "../watched-addon.ts";

export const NOW_MS = Date.UTC(2027, 0, 1, 12, 0, 30);

export const roadmaps: WatchedAddon = {
  key: "roadmaps",
  lifecycleOf: () => null,
  classify: (method, path) =>
    path === "/health" ? null : method === "GET" && path === "/roadmap" ? "ui" : "service",
  limits: new Map([["ui", [400, 1000]]]),
  sinceMs: NOW_MS - MINUTE_MS,
};
export const context = (changes: Partial<IntakeContext> = {}): IntakeContext => ({
  nowMs: NOW_MS,
  addons: new Map([["roadmaps", roadmaps]]),
  mostSeries: 1000,
  ...changes,
});

/** One request of 0.3 s, two of 0.7 s, one of 3 s. */
export const explicit = (changes: Partial<Explicit> = {}): Explicit => ({
  kind: "explicit",
  count: 4,
  sum: 4.7,
  min: 0.3,
  max: 3,
  explicitBounds: [0, 0.25, 0.5, 1, 2.5],
  bucketCounts: [0, 0, 1, 2, 0, 1],
  ...changes,
});
/** Two requests in (0.5, 1], one in (1, 2], at scale 0; another took no time at all. */
export const exponential = (changes: Partial<Exponential> = {}): Exponential => ({
  kind: "exponential",
  count: 4,
  sum: 3.5,
  min: 0,
  max: 1.9,
  scale: 0,
  zeroCount: 1,
  zeroThreshold: 0,
  positive: { offset: -1, bucketCounts: [2, 1] },
  ...changes,
});
export const point = (changes: Partial<HistogramPoint> = {}): HistogramPoint => ({
  attributes: new Map([
    ["plimsoll.tenant", "tenant-1"],
    ["http.route", "/roadmap"],
    ["http.request.method", "GET"],
    ["http.response.status_code", "200"],
  ]),
  startNs: (NOW_MS - 10_000) * 1e6,
  timeNs: NOW_MS * 1e6,
  noRecordedValue: false,
  histogram: explicit(),
  ...changes,
});
export const metric = (
  points: readonly HistogramPoint[],
  changes: Partial<DurationMetric> = {},
): DurationMetric => ({
  name: "http.server.request.duration",
  scope: "",
  resource: new Map([
    ["service.name", "roadmaps-web"],
    ["service.version", "1.4.2"],
  ]),
  unit: "s",
  temporality: "delta",
  points,
  ...changes,
});
export const withAttributes = (changes: Record<string, string>) =>
  point({ attributes: new Map([...point().attributes, ...Object.entries(changes)]) });


/** What one process knows that takes in one request after the other. */
export function remembering(changes: Partial<IntakeContext> = {}) {
  const requests = new Map<string, number>();
  const series = new Map<string, SeriesState>();
  let number = 0;

  return {
    series,
    /** Takes a request in whole; `id` tells requests apart. */
    take(
      metrics: readonly DurationMetric[],
      { unread = [], id = `${number++}`, forgottenUntilNs = 0, ...more }: Taking = {},
    ) {
      const request = new WaitingRequest(id, { kind: "decoded", metrics, numbers: [], unread });
      const part = { request: id, from: 0, points: request.next(Number.POSITIVE_INFINITY) };
      const known = { requests, series, seriesKept: series.size, forgottenUntilNs };
      const { change, tallies } = intake([part], known, context({ ...changes, ...more }));
      for (const [key, points] of change.requests) requests.set(key, points);
      for (const [key, state] of change.series) series.set(key, state);
      request.tally.add(tallies[0]!);
      return { slots: change.slots, ...request.tally.receipt() };
    },
  };
}

interface Taking extends Partial<IntakeContext> {
  readonly unread?: readonly UnreadMetric[];
  readonly id?: string;
  readonly forgottenUntilNs?: number;
}

/** What a process makes of its first request. */
export const takeIn = (metrics: readonly DurationMetric[], taking: Taking = {}) =>
  remembering().take(metrics, taking);
