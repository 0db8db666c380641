import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllowance, printAllowance } from "./allowance.ts";
import { parseBusinessHours } from "./business-hours.ts";
import { parseDownWhen, printDownWhen } from "./down-when.ts";
import { LONGEST_DURATION_MS, parseDuration, printDuration } from "./duration.ts";
import { parseEvery, printEvery } from "./every.ts";
import { parseFactor, printFactor } from "./factor.ts";
import { parsePeriod, printPeriod } from "./period.ts";
import { printHours } from "./print-hours.ts";
import type { Parse } from "./reading.ts";
import { parseShare, printShare } from "./share.ts";
import { parseShareWithin, printShareWithin } from "./share-within.ts";
import { parseSkew, printSkew } from "./skew.ts";
import { parseSupportDuration, printSupportDuration } from "./support-duration.ts";
import { parseThreshold, printThreshold } from "./threshold.ts";
import { joinIntervals } from "./weekly.ts";

const ms = fc.integer({ min: 0, max: LONGEST_DURATION_MS });
const someMs = fc.integer({ min: 1, max: LONGEST_DURATION_MS });
/** Shares as percentages with up to nine decimals. */
const share = fc.bigInt(1n, 100_000_000_000n).map((billionths) => Number(`${billionths}e-11`));
const interval = fc
  .record({
    weekday: fc.integer({ min: 1, max: 7 }),
    from: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1440 }),
  })
  .map(({ weekday, from, length }) => ({ weekday, from, to: Math.min(1440, from + length) }));
const hours = fc
  .record({
    zone: fc.constantFrom(null, "UTC", "Europe/Paris", "America/Argentina/Buenos_Aires"),
    weekly: fc.array(interval, { minLength: 1, maxLength: 6 }),
  })
  .filter(({ weekly }) => joinIntervals(weekly).kind === "read")
  .map(({ zone, weekly }) => {
    const joined = joinIntervals(weekly);
    return { zone, weekly: joined.kind === "read" ? joined.value : [] };
  });

const kinds: Readonly<
  Record<
    string,
    { value: fc.Arbitrary<unknown>; print: (value: never) => string; parse: Parse<unknown> }
  >
> = {
  durations: { value: ms, print: printDuration, parse: parseDuration },
  shares: { value: share, print: printShare, parse: parseShare },
  "hours of business": { value: hours, print: printHours, parse: parseBusinessHours },
  intervals: { value: someMs, print: printEvery, parse: parseEvery },
  factors: {
    value: fc.integer({ min: 1000, max: 9_999_999 }).map((thousandths) => thousandths / 1000),
    print: printFactor,
    parse: parseFactor,
  },
  allowances: {
    value: fc.record({ ms: fc.integer({ min: 0, max: 2_000_000_000 }), per: fc.constant("month") }),
    print: printAllowance,
    parse: parseAllowance,
  },
  "times of support": {
    value: fc.oneof(
      fc.record({ kind: fc.constant("time"), ms: someMs }),
      fc.record({ kind: fc.constant("business-days"), days: fc.integer({ min: 1, max: 999 }) }),
    ),
    print: printSupportDuration,
    parse: parseSupportDuration,
  },
  "shares within a time": {
    value: fc.record({ target: share, withinMs: fc.option(someMs) }),
    print: printShareWithin,
    parse: parseShareWithin,
  },
  thresholds: {
    value: fc.record({ above: share, forMs: ms }),
    print: printThreshold,
    parse: parseThreshold,
  },
  "shares of failing requests": {
    value: share.filter((failing) => failing < 1),
    print: printDownWhen,
    parse: parseDownWhen,
  },
  periods: {
    value: fc.oneof(
      fc.constant({ kind: "month" }),
      fc.record({ kind: fc.constant("rolling"), days: fc.integer({ min: 1, max: 366 }) }),
    ),
    print: printPeriod,
    parse: parsePeriod,
  },
  skews: {
    value: fc.oneof(
      fc.constant({ kind: "even" }),
      fc.record({
        kind: fc.constant("zipf"),
        exponent: fc.integer({ min: 1, max: 50_000 }).map((parts) => parts / 10_000),
      }),
    ),
    print: printSkew,
    parse: parseSkew,
  },
};

describe("what is printed reads back as the same", () => {
  test.for(Object.entries(kinds))("%s", ([, { value, print, parse }]) => {
    fc.assert(
      fc.property(value, (given) => {
        expect(parse(print(given as never))).toEqual({ kind: "read", value: given });
      }),
    );
  });
});

describe("any text is read or complained of, never thrown at", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^[\d.%\-:;,x hmsdMonFriewithinpZ/+]{0,40}$/),
  );
  test.for(Object.entries(kinds))("%s", ([, { parse }]) => {
    fc.assert(
      fc.property(text, (given) => {
        const reading = parse(given);
        if (reading.kind === "complaint") {
          expect(reading.message.length).toBeLessThan(300);
          expect(reading.hint).not.toBe("");
        }
      }),
    );
  });
});
