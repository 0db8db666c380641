import { expect, test } from "vitest";
import type { Attributes, DurationMetric, HistogramPoint } from "./metrics.ts";
import { SeriesMemory, seriesKey } from "./series-memory.ts";

const point = (changes: Partial<HistogramPoint> = {}): HistogramPoint => ({
  attributes: new Map([["http.route", "/a"]]),
  startNs: 5,
  timeNs: 10,
  noRecordedValue: false,
  histogram: {
    kind: "explicit",
    count: 0,
    sum: null,
    min: null,
    max: null,
    explicitBounds: [],
    bucketCounts: [],
  },
  ...changes,
});
const metric = (resource: Attributes, changes: Partial<DurationMetric> = {}): DurationMetric => ({
  name: "http.server.request.duration",
  resource,
  scope: "",
  unit: "s",
  temporality: "cumulative",
  points: [],
  ...changes,
});
const resource = new Map([["service.name", "roadmaps"]]);

test("a series is the same whatever the order of its attributes", () => {
  const one = point({
    attributes: new Map([
      ["a", "1"],
      ["b", "2"],
    ]),
  });
  const two = point({
    attributes: new Map([
      ["b", "2"],
      ["a", "1"],
    ]),
    timeNs: 99,
  });
  expect(seriesKey(metric(resource), one)).toBe(seriesKey(metric(resource), two));
});

test.for([
  ["another resource", new Map([["service.name", "planner"]]), point()],
  ["another attribute", resource, point({ attributes: new Map([["http.route", "/b"]]) })],
  ["another start", resource, point({ startNs: 6 })],
  [
    "an attribute in the resource instead",
    new Map([...resource, ["http.route", "/a"]]),
    point({ attributes: new Map() }),
  ],
] as const)("%s makes another series", ([, other, changed]) => {
  expect(seriesKey(metric(other), changed)).not.toBe(seriesKey(metric(resource), point()));
});

test.for([
  ["another scope", { scope: '["http","1"]' }],
  ["another name", { name: "http.server.duration" }],
] as const)("%s makes another series", ([, changes]) => {
  expect(seriesKey(metric(resource, changes), point())).not.toBe(
    seriesKey(metric(resource), point()),
  );
});

test("the series heard of longest ago is forgotten first, and then no old series looks new", () => {
  const memory = new SeriesMemory(1, 2);
  memory.remember(
    [
      ["a", point()],
      ["b", point()],
    ],
    2,
  );
  expect(memory.knownSinceNs).toBe(1e6);
  memory.remember([["a", point({ timeNs: 11 })]], 3);
  memory.remember([["c", point()]], 4);
  expect(memory.lastOf("a")).toMatchObject({ timeNs: 11 });
  expect(memory.lastOf("b")).toBeNull();
  expect(memory.knownSinceNs).toBe(4e6);
});
