import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, isoTime, MINUTE_MS } from "../core/time/index.ts";
import { aroundTheClock, type BusinessCalendar, type Span } from "./business-calendar.ts";
import { businessTime } from "./business-time.ts";

const closed =
  (...days: string[]) =>
  () =>
    new Set(days);
const office = (zone: string, ...days: string[]): BusinessCalendar => ({
  zone,
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 17 * 60 })),
  closedIn: closed(...days),
});
const daily = (zone: string, from: number, to: number): BusinessCalendar => ({
  zone,
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: from * 60, to: to * 60 })),
  closedIn: closed(),
});
const FR = office("Europe/Paris", "2026-12-25", "2027-01-01", "2027-03-29", "2027-05-06");
const NY = office("America/New_York", "2026-11-26");

const ms = (iso: string) => Date.parse(iso.length === 17 ? iso.replace("Z", ":00Z") : iso);
const pause = (start: string, end: string): Span => ({ startMs: ms(start), endMs: ms(end) });

/** Worked by hand, and by a count of minutes in another language. */
describe("golden cases", () => {
  test.each([
    ["1 over a weekend", FR, "2026-12-04T15:30Z", 4, [], "2026-12-07T11:30Z"],
    ["2 over Easter Monday and summer time", FR, "2027-03-26T15:00Z", 8, [], "2027-03-30T14:00Z"],
    ["3 over Christmas", FR, "2026-12-24T15:00Z", 2, [], "2026-12-28T09:00Z"],
    [
      "4 paused",
      FR,
      "2026-12-10T14:00Z",
      8,
      [pause("2026-12-11T09:00Z", "2026-12-14T13:00Z")],
      "2026-12-15T10:00Z",
    ],
    [
      "7 around the clock over winter time",
      aroundTheClock,
      "2026-10-24T12:00Z",
      24,
      [],
      "2026-10-25T12:00Z",
    ],
    ["8 over Thanksgiving", NY, "2026-11-25T22:30Z", 1, [], "2026-11-27T15:00Z"],
    ["9 reopened", FR, "2026-12-16T15:45Z", 16, [], "2026-12-18T15:45Z"],
    [
      "11 a pause that begins on a holiday",
      FR,
      "2027-05-05T13:00Z",
      5,
      [pause("2027-05-06T08:00Z", "2027-05-07T08:30Z")],
      "2027-05-07T11:30Z",
    ],
  ] as const)("%s", (_, calendar, from, hours, pauses, due) => {
    const time = businessTime([calendar]);
    expect(isoTime(time.dueMs(ms(from), hours * HOUR_MS, pauses)!)).toBe(isoTime(ms(due)));
    expect(time.elapsedMs(ms(from), ms(due), pauses)).toBe(hours * HOUR_MS);
  });

  test.each([
    [
      "5 a night of 23 hours",
      [daily("Europe/Paris", 1, 5)],
      "2027-03-27T23:00Z",
      "2027-03-28T22:00Z",
      180,
    ],
    [
      "6 a night of 25 hours",
      [daily("America/New_York", 0, 4)],
      "2026-11-01T04:00Z",
      "2026-11-02T05:00Z",
      300,
    ],
    ["9 the first cycle", [FR], "2026-12-14T09:00Z", "2026-12-14T15:00Z", 360],
    [
      "10 a zone that is set by half an hour",
      [daily("Australia/Lord_Howe", 0, 24)],
      "2027-04-03T13:00Z",
      "2027-04-04T13:30Z",
      1470,
    ],
    [
      "12 following the sun while one zone is in summer time already",
      [FR, NY],
      "2027-03-17T00:00Z",
      "2027-03-18T00:00Z",
      780,
    ],
    ["12 and in a usual week", [FR, NY], "2027-02-17T00:00Z", "2027-02-18T00:00Z", 840],
  ] as const)("%s", (_, calendars, from, to, minutes) => {
    expect(businessTime(calendars).elapsedMs(ms(from), ms(to))).toBe(minutes * MINUTE_MS);
  });
});

describe("a time that does not exist, and one that comes twice", () => {
  const night = (from: number, to: number): BusinessCalendar => ({
    zone: "Europe/Paris",
    weekly: [{ weekday: 7, from, to }],
    closedIn: closed(),
  });
  test.each([
    ["begins in the gap", night(150, 240), "2027-03-28", 60],
    ["ends in the gap", night(60, 150), "2027-03-28", 60],
    ["lies in the gap", night(125, 175), "2027-03-28", 0],
    ["lies in the hour that comes twice", night(120, 180), "2027-10-31", 120],
    ["ends within it", night(60, 150), "2027-10-31", 150],
  ] as const)("%s", (_, calendar, day, minutes) => {
    const from = ms(`${day}T00:00Z`) - 12 * HOUR_MS;
    expect(businessTime([calendar]).elapsedMs(from, from + 2 * DAY_MS)).toBe(minutes * MINUTE_MS);
  });
});

const anyCalendar = fc
  .record({
    zone: fc.constantFrom(
      "Europe/Paris",
      "America/New_York",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "UTC",
    ),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    from: fc.integer({ min: 0, max: 1400 }),
    length: fc.integer({ min: 1, max: 1440 }),
    closed: fc.subarray(["2027-01-01", "2027-03-28", "2027-03-29", "2027-10-31", "2027-04-04"]),
  })
  .map(
    ({ zone, days, from, length, closed: shut }): BusinessCalendar => ({
      zone,
      weekly: days.map((weekday) => ({ weekday, from, to: Math.min(1440, from + length) })),
      closedIn: closed(...shut),
    }),
  );
const start = ms("2027-01-01T00:00Z");
const anyMoment = fc
  .integer({ min: 0, max: 400 * 1440 })
  .map((minute) => start + minute * MINUTE_MS);
const anyPause = fc
  .record({ at: anyMoment, minutes: fc.integer({ min: 0, max: 20_000 }) })
  .map(({ at, minutes }) => ({ startMs: at, endMs: at + minutes * MINUTE_MS }));
const anyPauses = fc.array(anyPause, { maxLength: 4 });
const calendars = fc.array(anyCalendar, { minLength: 1, maxLength: 3 });

test("time adds up over any split, never runs backwards, and a pause only takes away", () => {
  fc.assert(
    fc.property(calendars, anyPauses, anyMoment, anyMoment, anyMoment, (all, pauses, ...three) => {
      const [a, b, c] = three.toSorted((x, y) => x - y) as [number, number, number];
      const time = businessTime(all);
      const whole = time.elapsedMs(a, c, pauses);
      expect(time.elapsedMs(a, b, pauses) + time.elapsedMs(b, c, pauses)).toBe(whole);
      expect(whole).toBeGreaterThanOrEqual(0);
      expect(whole).toBeLessThanOrEqual(time.elapsedMs(a, c));
      expect(time.elapsedMs(a, c)).toBeLessThanOrEqual(c - a);
    }),
    { numRuns: 60 },
  );
});

test("at its due time exactly so much has gone by, and a moment before it less", () => {
  fc.assert(
    fc.property(
      calendars,
      anyPauses,
      anyMoment,
      fc.integer({ min: 1, max: 3_000 }),
      (all, pauses, from, minutes) => {
        const time = businessTime(all);
        const due = time.dueMs(from, minutes * MINUTE_MS, pauses);
        // Hours that a year's only gap swallows, or that a closed day takes, may be few, but they come.
        expect(due).not.toBeNull();
        expect(time.elapsedMs(from, due!, pauses)).toBe(minutes * MINUTE_MS);
        expect(time.elapsedMs(from, due! - 1, pauses)).toBeLessThan(minutes * MINUTE_MS);
      },
    ),
    { numRuns: 60 },
  );
});

test("it is the sum of the minutes in which somebody is there", () => {
  fc.assert(
    fc.property(
      anyCalendar,
      anyMoment,
      fc.integer({ min: 0, max: 4_000 }),
      (calendar, from, minutes) => {
        const time = businessTime([calendar]);
        let counted = 0;
        for (let at = 0; at < minutes; at++) {
          const local = Temporal.Instant.fromEpochMilliseconds(
            from + at * MINUTE_MS,
          ).toZonedDateTimeISO(calendar.zone);
          const minute = local.hour * 60 + local.minute;
          const isOpen = calendar.weekly.some(
            (one) => one.weekday === local.dayOfWeek && one.from <= minute && minute < one.to,
          );
          if (isOpen && !calendar.closedIn(2027).has(local.toPlainDate().toString())) counted++;
        }
        expect(time.elapsedMs(from, from + minutes * MINUTE_MS)).toBe(counted * MINUTE_MS);
      },
    ),
    { numRuns: 30 },
  );
});

test("where nobody is ever there, nothing is due", () => {
  const never: BusinessCalendar = { zone: "UTC", weekly: [], closedIn: closed() };
  expect(businessTime([never]).dueMs(start, 1)).toBeNull();
});
