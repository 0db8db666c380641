import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS, minuteOf } from "../time/index.ts";
import type { AnnouncedWindow, HostOutage } from "./exclusions.ts";
import { excludedMinutes, periodOf } from "./index.ts";

const promise = { noticeMs: 48 * HOUR_MS, allowance: { ms: 4 * HOUR_MS, per: "month" as const } };
const january = periodOf({ kind: "month" }, Date.parse("2027-01-10"));

/** `from` and `to` as `dd hh:mm` of January 2027. */
const time = (text: string) => Date.parse(`2027-01-${text.replace(" ", "T")}Z`);
function announced(from: string, to: string, change: Partial<AnnouncedWindow> = {}) {
  const startMs = time(from);
  const usual = { announcedAtMs: startMs - 72 * HOUR_MS, actualEndMs: null, cancelled: false };
  return { ...usual, startMs, endMs: time(to), ...change };
}
const outage = (from: string, to: string, statusPage: boolean, probe: boolean): HostOutage => ({
  startMs: time(from),
  endMs: time(to),
  statusPage,
  probe,
});
const excluded = (windows: AnnouncedWindow[], hostOutages: HostOutage[] = []) =>
  excludedMinutes({ windows, hostOutages }, promise, january);
const count = (ranges: readonly { from: number; to: number }[]) =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0);

describe("maintenance is excluded", () => {
  test("where it was announced in time and is within the allowance", () => {
    const from = minuteOf(time("10 02:00"));
    expect(excluded([announced("10 02:00", "10 04:00")])).toEqual([{ from, to: from + 120 }]);
  });

  test.for([
    ["announced a second too late", 0, { announcedAtMs: time("08 02:00") + 1000 }],
    ["announced exactly in time", 120, { announcedAtMs: time("08 02:00") }],
    ["announced after the fact", 0, { announcedAtMs: time("11 00:00") }],
    ["cancelled", 0, { cancelled: true }],
    ["over early: only until it was over", 30, { actualEndMs: time("10 02:30") }],
    ["overrun: only as long as announced", 120, { actualEndMs: time("10 09:00") }],
    ["over before it began", 0, { actualEndMs: time("10 01:00") }],
    ["ending before it starts", 0, { endMs: time("10 01:00") }],
  ] as const)("or not: %s", ([, minutes, change]) => {
    expect(count(excluded([announced("10 02:00", "10 04:00", change)]))).toBe(minutes);
  });

  test("until the month's allowance is used up, in time order", () => {
    const windows = [announced("20 00:00", "20 03:00"), announced("10 00:00", "10 03:00")];
    expect(excluded(windows)).toEqual([
      { from: minuteOf(time("10 00:00")), to: minuteOf(time("10 03:00")) },
      { from: minuteOf(time("20 00:00")), to: minuteOf(time("20 01:00")) },
    ]);
  });

  test("once where windows overlap", () => {
    const windows = [announced("10 00:00", "10 02:00"), announced("10 01:00", "10 03:00")];
    expect(count(excluded(windows))).toBe(180);
  });

  test("in whole minutes only", () => {
    const window = announced("10 02:00", "10 02:05");
    const inside = { startMs: window.startMs + 1000, endMs: window.endMs + 59_000 };
    expect(count(excluded([{ ...window, ...inside }]))).toBe(4);
  });

  test("with a fresh allowance on the first of each month", () => {
    const newYear = announced("01 00:00", "01 04:00", {
      startMs: time("01 00:00") - 4 * HOUR_MS,
      announcedAtMs: time("01 00:00") - 90 * HOUR_MS,
    });
    expect(count(excluded([newYear]))).toBe(240);
  });

  test("with the allowance of the calendar month also where the period rolls", () => {
    const windows = [announced("02 00:00", "02 04:00"), announced("20 00:00", "20 01:00")];
    const week = periodOf({ kind: "rolling", days: 7 }, time("21 12:00"));
    expect(excludedMinutes({ windows, hostOutages: [] }, promise, week)).toEqual([]);
  });

  test("never where no maintenance is promised", () => {
    const windows = [announced("10 02:00", "10 04:00")];
    expect(excludedMinutes({ windows, hostOutages: [] }, null, january)).toEqual([]);
  });
});

describe("an outage of the host is excluded", () => {
  test.for([
    ["its status page and our probe both show it", true, true, 60],
    ["only its status page says so", true, false, 0],
    ["only our probe saw it", false, true, 0],
  ] as const)("%s", ([, statusPage, probe, minutes]) => {
    expect(count(excluded([], [outage("10 00:00", "10 01:00", statusPage, probe)]))).toBe(minutes);
  });

  test("beyond any allowance, and once where it meets maintenance", () => {
    const windows = [announced("10 00:00", "10 04:00")];
    const outages = [outage("10 03:00", "10 06:00", true, true)];
    expect(count(excluded(windows, outages))).toBe(360);
  });
});

test("whatever the windows are, the minutes are in order, apart, and within the allowance", () => {
  const window = fc
    .record({ start: fc.nat(60 * 24 * 40), length: fc.integer({ min: -10, max: 600 }) })
    .map(({ start, length }) => {
      const startMs = january.fromMs + (start - 60 * 24 * 5) * MINUTE_MS + 500;
      const endMs = startMs + length * MINUTE_MS;
      const announcedAtMs = startMs - promise.noticeMs;
      return { announcedAtMs, startMs, endMs, actualEndMs: null, cancelled: false };
    });
  fc.assert(
    fc.property(fc.array(window, { maxLength: 12 }), (windows) => {
      const ranges = excluded(windows);
      expect(count(ranges)).toBeLessThanOrEqual(240);
      for (const [i, { from, to }] of ranges.entries()) {
        expect(from).toBeLessThan(to);
        if (i > 0) expect(from).toBeGreaterThan(ranges[i - 1]!.to);
      }
      expect(excluded(windows.toReversed())).toEqual(ranges);
    }),
  );
});
