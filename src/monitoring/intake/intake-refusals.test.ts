import { describe, expect, test } from "vitest";
import { DAY_MS } from "../../core/time/index.ts";
import type { Explicit, Exponential } from "./metrics.ts";
import {
  explicit,
  exponential,
  metric,
  NOW_MS,
  point,
  takeIn,
  withAttributes,
} from "./testdata/points.ts";

describe("a point is refused, and no other with it", () => {
  const at = (ms: number) => point({ timeNs: ms * 1e6, startNs: 0 });
  const having = (changes: Partial<Explicit>) => point({ histogram: explicit(changes) });
  const exponentially = (changes: Partial<Exponential>) =>
    point({ histogram: exponential(changes) });
  test.for([
    ["of 1970", at(0), "its time is more than 7 days ago"],
    ["of last month", at(NOW_MS - 31 * DAY_MS), "its time is more than 7 days ago"],
    ["of next year", at(NOW_MS + 365 * DAY_MS), "its time is more than 5 minutes in the future"],
    ["whose time is no number", at(Number.NaN), "its time is more than 7 days ago"],
    [
      "that starts after it ends",
      point({ startNs: (NOW_MS + 1) * 1e6 }),
      "it starts after it ends",
    ],
    ["whose sum is NaN", having({ sum: Number.NaN }), "is no duration in seconds"],
    ["whose sum is below zero", having({ sum: -1 }), "is no duration in seconds"],
    [
      "whose maximum is infinite",
      having({ max: Number.POSITIVE_INFINITY }),
      "is no duration in seconds",
    ],
    [
      "with a negative count",
      having({ count: 2, bucketCounts: [0, 0, 1, 2, 0, -1] }),
      "a whole number",
    ],
    [
      "with half a request",
      having({ count: 3.5, bucketCounts: [0, 0, 1, 2, 0, 0.5] }),
      "a whole number",
    ],
    [
      "with a count beyond 2^53",
      exponentially({ zeroCount: 2 ** 60, count: 2 ** 60 + 3 }),
      "a whole number",
    ],
    ["whose buckets do not add up", having({ count: 5 }), "its count says 5"],
    [
      "with a bucket too many",
      having({ bucketCounts: [0, 0, 1, 2, 0, 1, 0] }),
      "one bucket more than bounds",
    ],
    [
      "whose bounds fall",
      having({ explicitBounds: [0, 0.25, 0.5, 0.4, 2.5] }),
      "bounds do not rise",
    ],
    [
      "without buckets or figures",
      having({ explicitBounds: [], bucketCounts: [], sum: null, max: null }),
      "no upper limit",
    ],
    [
      "with durations below zero",
      exponentially({ count: 5, negative: { offset: 0, bucketCounts: [1] } }),
      "negative",
    ],
    [
      "whose buckets lead beyond any duration",
      exponentially({ positive: { offset: 1024, bucketCounts: [2, 1] } }),
      "beyond every duration",
    ],
    ["whose scale is none", exponentially({ scale: 40 }), "scale"],
    [
      "with a bucket so wide that p95 would exceed the sum",
      exponentially({ scale: -2, max: null, positive: { offset: 0, bucketCounts: [3] } }),
      "so wide that a percentile would exceed the sum",
    ],
    [
      "that the sender mixed for want of room",
      withAttributes({ "otel.metric.overflow": "true" }),
      "cardinality limit",
    ],
    [
      "of a tenant with control characters",
      withAttributes({ "plimsoll.tenant": "a\nb" }),
      "control characters",
    ],
    [
      "of a tenant with an endless name",
      withAttributes({ "plimsoll.tenant": "a".repeat(257) }),
      "longer than 256 characters",
    ],
  ] as const)("%s", ([, refused, reason]) => {
    const taken = takeIn([metric([point(), refused])]);
    expect(taken).toMatchObject({ accepted: 1, rejected: 1 });
    expect(taken.slots[0]!.slot.events).toBe(4);
    expect(taken.notices).toEqual([
      {
        kind: "points-refused",
        service: "roadmaps-web",
        reason: expect.stringContaining(reason),
        count: 1,
      },
    ]);
  });

  test.for([
    [
      "in minutes",
      { unit: "min" },
      'http.server.request.duration must come in s or ms, and its unit is "min"',
    ],
    [
      "of the former generation that tells no unit, which was ms and then s",
      { name: "http.server.duration", unit: "" },
      'http.server.duration must come in s or ms, and its unit is ""',
    ],
    [
      "of no temporality",
      { temporality: "unspecified" },
      "its temporality is neither delta nor cumulative",
    ],
    [
      "of an add-on that is not watched",
      { resource: new Map([["plimsoll.addon", "other"]]) },
      "plimsoll.addon",
    ],
  ] as const)("%s", ([, changes, reason]) => {
    const { rejected, notices } = takeIn([metric([point(), point()], changes)]);
    expect(rejected).toBe(2);
    expect(notices).toMatchObject([{ reason: expect.stringContaining(reason), count: 2 }]);
  });

  test("of a sender that names no add-on, in notices of their own", () => {
    const resource = new Map([
      ["plimsoll.addon", "other"],
      ["service.name", "worker"],
    ]);
    const { notices } = takeIn([metric([point(), point()], { resource })]);
    expect(notices).toMatchObject([{ kind: "addon-not-named", service: "worker", count: 2 }]);
  });

  test("each in its own way, with no more notices than memory is worth", () => {
    const odd = Array.from({ length: 500 }, (_, n) => exponentially({ scale: 21 + n }));
    const { rejected, notices } = takeIn([metric(odd)]);
    expect(rejected).toBe(500);
    expect(notices).toHaveLength(51);
    expect(notices.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  });
});
