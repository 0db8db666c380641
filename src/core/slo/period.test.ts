import { describe, expect, test } from "vitest";
import { DAY_MS } from "../time/index.ts";
import { daysOf, months, periodOf } from "./index.ts";

const at = (iso: string) => Date.parse(iso);

describe("a period", () => {
  test.for([
    ["the first moment of a month belongs to it", "2027-02-01T00:00:00Z", "2027-02", 28],
    ["so does the last", "2027-01-31T23:59:59.999Z", "2027-01", 31],
    ["a leap February has 29 days", "2028-02-29T12:00:00Z", "2028-02", 29],
    ["December ends with the year", "2027-12-31T23:59:00Z", "2027-12", 31],
  ] as const)("is a UTC calendar month: %s", ([, now, name, days]) => {
    const period = periodOf({ kind: "month" }, at(now));
    expect(period.name).toBe(name);
    expect((period.toMs - period.fromMs) / DAY_MS).toBe(days);
    expect(period.fromMs).toBeLessThanOrEqual(at(now));
    expect(period.toMs).toBeGreaterThan(at(now));
  });

  test("or as many UTC days as are promised, today the last of them", () => {
    const period = periodOf({ kind: "rolling", days: 28 }, at("2027-01-15T10:00:00Z"));
    expect(period).toEqual({
      name: "28d to 2027-01-15",
      fromMs: at("2026-12-19T00:00:00Z"),
      toMs: at("2027-01-16T00:00:00Z"),
    });
  });

  test("names its days for the store, both included", () => {
    const { from, to } = daysOf(periodOf({ kind: "month" }, at("2027-01-15T00:00:00Z")));
    expect([from * DAY_MS, to * DAY_MS]).toEqual([at("2027-01-01"), at("2027-01-31")]);
  });
});

describe("months", () => {
  test("are all that a time touches, oldest first, without gaps", () => {
    const found = months(at("2026-11-30T23:59:00Z"), at("2027-02-01T00:00:00Z"));
    expect(found.map(({ name }) => name)).toEqual(["2026-11", "2026-12", "2027-01"]);
    expect(found[0]!.toMs).toBe(found[1]!.fromMs);
  });

  test("are none of an empty time", () => {
    expect(months(at("2027-01-01"), at("2027-01-01"))).toEqual([]);
  });
});
