import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Grain, rollUp } from "./roll-up.ts";
import { emptySlot, mergeSlots, type Slot } from "./slot.ts";
import { slot } from "./testdata/arbitraries.ts";

const minuteAt = (iso: string): number => Date.parse(iso) / 60_000;
const slots: fc.Arbitrary<[number, Slot][]> = fc.array(
  fc.tuple(
    fc.integer({ min: minuteAt("2027-01-30T00:00Z"), max: minuteAt("2027-03-02T00:00Z") }),
    slot,
  ),
  { maxLength: 12 },
);

describe("rolling up", () => {
  test.for([
    ["the last minute of an hour", "2027-02-28T22:59Z", "hour", "2027-02-28T22:00Z"],
    ["the first minute of an hour", "2027-02-28T23:00Z", "hour", "2027-02-28T23:00Z"],
    ["the last minute of a day", "2027-02-28T23:59Z", "day", "2027-02-28T00:00Z"],
    ["the last minute of February", "2027-02-28T23:59Z", "month", "2027-02-01T00:00Z"],
    ["the leap day", "2028-02-29T12:00Z", "month", "2028-02-01T00:00Z"],
    ["a minute before 1970", "1969-12-31T23:59Z", "month", "1969-12-01T00:00Z"],
  ] as const)("puts %s where it belongs", ([, at, grain, from]) => {
    expect([...rollUp([[minuteAt(at), emptySlot]], grain).keys()]).toEqual([minuteAt(from)]);
  });

  test("by way of hours and days gives the same month", () => {
    fc.assert(
      fc.property(slots, (minutes) => {
        const byHour = rollUp(minutes, "hour");
        const byDay = rollUp(byHour, "day");
        expect(rollUp(byDay, "month")).toEqual(rollUp(minutes, "month"));
      }),
    );
  });

  test("loses nothing", () => {
    fc.assert(
      fc.property(slots, fc.constantFrom<Grain>("hour", "day", "month"), (minutes, grain) => {
        const whole = minutes.map(([, one]) => one).reduce(mergeSlots, emptySlot);
        expect([...rollUp(minutes, grain).values()].reduce(mergeSlots, emptySlot)).toEqual(whole);
      }),
    );
  });
});
