import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  averageOfSlot,
  emptySlot,
  knownQuantile,
  mergeSlots,
  quantileOfSlot,
  sumOfSlots,
} from "./slot.ts";
import { slotRecorder } from "./slot-recorder.ts";
import { duration, type Event, events, slot, slotOf } from "./testdata/arbitraries.ts";

const good = (...seconds: number[]): Event[] => seconds.map((s) => ({ seconds: s, failed: false }));
const bad = (...seconds: number[]): Event[] => seconds.map((s) => ({ seconds: s, failed: true }));

describe("merging slots", () => {
  test("gives the identical slot in any grouping and order", () => {
    fc.assert(
      fc.property(slot, slot, slot, (a, b, c) => {
        const whole = mergeSlots(mergeSlots(a, b), c);
        expect(mergeSlots(a, mergeSlots(b, c))).toEqual(whole);
        expect(mergeSlots(mergeSlots(c, a), b)).toEqual(whole);
      }),
    );
  });

  test("is the same as recording everything in one", () => {
    fc.assert(
      fc.property(events, events, (a, b) => {
        fc.pre(a.length > 0 && b.length > 0);
        expect(mergeSlots(slotOf(a, [400]), slotOf(b, [400]))).toEqual(slotOf([...a, ...b], [400]));
      }),
    );
  });

  test("of many at once is the same", () => {
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 12 }), (slots) => {
        expect(sumOfSlots(slots)).toEqual(slots.reduce(mergeSlots, emptySlot));
      }),
    );
  });

  test("changes nothing when one of them is empty", () => {
    fc.assert(
      fc.property(slot, (one) => {
        expect(mergeSlots(one, emptySlot)).toEqual(one);
        expect(mergeSlots(emptySlot, one)).toEqual(one);
      }),
    );
  });

  test("leaves events undecided for a limit that they were never held against", () => {
    const merged = mergeSlots(slotOf(good(0.1, 0.9), [400]), slotOf(good(0.1, 0.2, 0.3), []));
    expect(merged.events).toBe(5);
    expect(merged.limits).toEqual(new Map([[400, { within: 1, beyond: 1 }]]));
  });
});

describe("a recorded slot", () => {
  test("decides every limit exactly, with each failure beyond it", () => {
    fc.assert(
      fc.property(events, duration, (taken, limit) => {
        fc.pre(taken.length > 0);
        const within = taken.filter((e) => !e.failed && e.seconds <= (limit * 1000) / 1000).length;
        expect(slotOf(taken, [limit * 1000]).limits.get(limit * 1000)).toEqual({
          within,
          beyond: taken.length - within,
        });
      }),
    );
  });

  test("counts events and failures, and begins afresh after a reset", () => {
    const taken = slotRecorder([400]);
    taken.record(0.1, false);
    taken.record(3, true);
    expect(taken.slot()).toMatchObject({ events: 2, bad: 1 });
    taken.reset();
    expect(taken.slot()).toBe(emptySlot);
  });

  test("does not count what is no duration", () => {
    const taken = slotRecorder([400]);
    expect(() => taken.record(Number.NaN, true)).toThrow("is no duration");
    expect(taken.slot()).toBe(emptySlot);
  });
});

describe("a figure of a slot", () => {
  test.for([
    ["the median of successes alone", good(1, 2, 3), 0.5, 2],
    ["a quick failure outranks every success", [...good(1, 1, 4), ...bad(0.01)], 1, 4],
    ["a time-out counts at its value", [...good(1, 1, 1), ...bad(30)], 1, 30],
    ["a quick failure beside a time-out counts as long", [...good(1), ...bad(0.1, 30)], 0.6, 30],
    ["where all failed, the slowest stands for all", bad(1, 5), 0.1, 5],
  ] as const)("%s", ([, taken, q, expected]) => {
    expect(quantileOfSlot(slotOf(taken), q) / expected).toBeCloseTo(1, 1);
  });

  test.for([
    ["successes alone have their mean", good(1, 3), 2],
    ["each success carries its part of a time-out", [...good(1, 3), ...bad(30)], 17],
    ["a quick failure makes it no better", [...good(1, 3), ...bad(0)], 2],
    ["without a success it is beyond measure", bad(1), Number.POSITIVE_INFINITY],
    ["over no events it is no number", [], Number.NaN],
  ] as const)("on average: %s", ([, taken, expected]) => {
    expect(averageOfSlot(slotOf(taken))).toBe(expected);
  });

  test("is never improved by one more failure, quick or slow", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(events, duration, share, (taken, seconds, q) => {
        fc.pre(taken.length > 0);
        const before = slotOf(taken);
        const after = mergeSlots(before, slotOf(bad(seconds)));
        expect(quantileOfSlot(after, q)).toBeGreaterThanOrEqual(quantileOfSlot(before, q));
        expect(averageOfSlot(after)).toBeGreaterThanOrEqual(averageOfSlot(before));
      }),
    );
  });

  test.for([
    ["within the bucket of what was seen", good(1, 2, 3), 0.5, [1.95, 2]],
    ["of a failure is the slowest event's", [...good(1), ...bad(8)], 1, [7.8, 8]],
  ] as const)("is known: %s", ([, taken, q, [low, high]]) => {
    const known = knownQuantile(slotOf(taken), q)!;
    expect([known.low >= low, known.high <= high]).toEqual([true, true]);
  });

  test("over no events is no number", () => {
    expect(knownQuantile(emptySlot, 0.5)).toBeNull();
    expect(quantileOfSlot(emptySlot, 0.5)).toBeNaN();
  });
});
