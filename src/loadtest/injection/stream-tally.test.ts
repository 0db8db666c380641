import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tenantClasses } from "../model/index.ts";
import { quantileMs } from "../statistics/index.ts";
import { workloadTemplate } from "./request-template.ts";
import { StreamRecorder } from "./stream-recorder.ts";
import { mergeIntervals, mergeStreams, tenantClassOf } from "./stream-tally.ts";
import { planOf, step, workload } from "./testdata/workloads.ts";

const steps = [step({ name: "a" }), step({ name: "b", indicator: null })];
const { target, limitsMs } = planOf(workload(steps));
const recorder = () =>
  new StreamRecorder(workloadTemplate(workload(steps), target, "always").steps, limitsMs);

const event = fc.record({
  step: fc.nat(1),
  tenants: fc.constantFrom(...tenantClasses),
  ms: fc.double({ min: 0, max: 1e5, noNaN: true }),
  kind: fc.constantFrom("good", "bad", "late"),
});
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

function record(into: StreamRecorder, { step, tenants, ms, kind }: Event): void {
  const counter = into.of(step, tenants);
  if (kind === "good") counter.good(ms, ms / 2);
  else if (kind === "bad") counter.bad("status-500", ms);
  else counter.late("timed-out", ms, null);
}

function counted(events: readonly Event[]) {
  const into = recorder();
  for (const each of events) record(into, each);
  return into.take();
}

describe("a stream", () => {
  test("counts what is within each limit exactly, and lets no failure be", () => {
    const into = recorder();
    const counter = into.of(0, "small");
    for (const ms of [20, 20.001, 1000, 1001]) counter.good(ms, ms);
    counter.bad("check-failed", 7000);
    counter.late("timed-out", 5000, 5000);
    const [tally] = into.take();
    expect(tally).toMatchObject({
      stream: { step: "a", indicator: "ui", tenants: "small" },
      events: 6,
      good: 4,
      errors: { "check-failed": 1, "timed-out": 1 },
      within: [
        { limitMs: 20, count: 1 },
        { limitMs: 1000, count: 3 },
      ],
    });
    expect(tally!.response.count).toBe(5);
    expect(quantileMs(tally!.response, 1)).toBe(5000);
    expect([tally!.failures.count, quantileMs(tally!.failures, 1)]).toEqual([1, 7000]);
  });

  test("begins anew with each interval", () => {
    const into = recorder();
    into.of(1, "largest").good(1, 1);
    expect(into.take()).toHaveLength(1);
    expect(into.take()).toEqual([]);
    into.of(1, "largest").bad("reset", 3);
    expect(into.take()).toMatchObject([{ events: 1, good: 0, errors: { reset: 1 } }]);
  });

  test("of shards and intervals, however grouped, is that of one injector over all of them", () => {
    fc.assert(
      fc.property(fc.array(fc.array(event, { maxLength: 20 }), { maxLength: 5 }), (parts) => {
        const whole = mergeStreams([], counted(parts.flat()));
        const tallies = parts.map(counted);
        expect(tallies.reduce(mergeStreams, [])).toEqual(whole);
        expect(tallies.reduceRight((all, each) => mergeStreams(each, all), [])).toEqual(whole);
      }),
    );
  });

  test("of two shards' intervals adds up what was planned and what is under way", () => {
    const interval = { startMs: 100, durationMs: 50, planned: 3, inFlight: 1, streams: [] };
    expect(mergeIntervals(interval, { ...interval, durationMs: 20 })).toEqual({
      ...interval,
      planned: 6,
      inFlight: 2,
    });
  });
});

describe("classes of tenants", () => {
  test.for([
    [1, [1, 0, 0]],
    [5, [1, 0, 4]],
    [10, [1, 1, 8]],
    [100, [1, 19, 80]],
    [2000, [20, 380, 1600]],
  ] as const)("of %i are %j large, middle and small", ([count, expected]) => {
    const classes = Array.from({ length: count }, (_, rank) => tenantClassOf(rank, count));
    expect(tenantClasses.map((name) => classes.filter((each) => each === name).length)).toEqual(
      expected,
    );
  });
});
