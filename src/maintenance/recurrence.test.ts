import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import { occurrences, parseRecurrence } from "./recurrence.ts";

function recurring(text: string) {
  const read = parseRecurrence(text);
  if (read.kind === "complaint") throw new Error(read.message);
  return read.value;
}
const after = (text: string, iso: string, count = 1) =>
  occurrences(recurring(text), Date.parse(iso))
    .take(count)
    .map(({ startMs, endMs }) =>
      [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16)),
    )
    .toArray();

test.for([
  ["winter", "2027-01-04T00:00Z", "2027-01-10T01:00", "2027-01-10T02:00"],
  ["the hour that is skipped", "2027-03-22T00:00Z", "2027-03-28T01:00", "2027-03-28T02:00"],
  ["summer", "2027-03-29T00:00Z", "2027-04-04T00:00", "2027-04-04T01:00"],
  [
    "the hour that comes twice: the first",
    "2027-10-25T00:00Z",
    "2027-10-31T00:00",
    "2027-10-31T01:00",
  ],
] as const)("Sundays 02:00-03:00 in Paris, %s", ([, from, start, end]) => {
  expect(after("Sundays 02:00–03:00 Europe/Paris", from)).toEqual([[start, end]]);
});

test("what goes on past midnight is one time", () => {
  expect(after("every Sun 23:00-01:00 UTC", "2027-01-04T00:00Z", 2)).toEqual([
    ["2027-01-10T23:00", "2027-01-11T01:00"],
    ["2027-01-17T23:00", "2027-01-18T01:00"],
  ]);
});

test("each week has each time once, as long as it says, on its weekday, whatever clocks do", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        "Europe/Paris",
        "America/New_York",
        "Australia/Lord_Howe",
        "UTC",
        "Africa/Cairo",
      ),
      fc.integer({ min: 0, max: 23 * 60 }),
      fc.integer({ min: 1, max: 59 }),
      fc.integer({ min: 0, max: 300 }),
      (zone, fromMinute, minutes, day) => {
        const recurrence = { zone, times: [{ weekday: 7, fromMinute, minutes }] };
        const fromMs = Date.parse("2027-01-01T00:00Z") + day * 24 * HOUR_MS;
        let lastMs = fromMs;
        for (const { startMs, endMs } of occurrences(recurrence, fromMs).take(10)) {
          expect(endMs - startMs).toBe(minutes * MINUTE_MS);
          expect(startMs).toBeGreaterThan(lastMs);
          const week = startMs - lastMs;
          if (lastMs !== fromMs)
            expect(Math.abs(week - 168 * HOUR_MS)).toBeLessThanOrEqual(HOUR_MS);
          const local = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone);
          expect(local.dayOfWeek).toBe(7);
          lastMs = startMs;
        }
      },
    ),
  );
});
