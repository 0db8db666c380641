import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zones } from "../tenants/names.ts";
import { officeWeight } from "./office-hours.ts";

const at = (zone: string, local: string): number =>
  officeWeight(zone, Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);

const anyZone = fc.constantFrom(...zones.map(([zone]) => zone));
const anyMoment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) });

describe("the share of people at work", () => {
  test.for([
    ["in the middle of the morning, everybody", "2027-01-04T10:30", 1],
    ["over lunch, about half", "2027-01-04T12:45", 0.55],
    ["in the afternoon, nine in ten", "2027-01-04T15:00", 0.9],
    ["in the evening, a few", "2027-01-04T20:00", 0.12],
    ["at night, only the owls", "2027-01-04T03:00", 0.03],
    ["on a Saturday morning, a tenth", "2027-01-09T10:30", 0.1],
    ["on a Sunday night, only the owls", "2027-01-10T23:30", 0.03],
  ] as const)("%s (%s): %d", ([, local, share]) => {
    for (const [zone] of zones) expect(at(zone, local)).toBeCloseTo(share, 1);
  });

  test("goes by the clock on the wall, through winter and summer", () => {
    for (const day of ["2027-01-12", "2027-07-13", "2027-03-29", "2027-10-26"])
      expect(at("Europe/Paris", `${day}T10:30`)).toBe(1);
    const noon = Date.UTC(2027, 0, 12, 12);
    expect(officeWeight("Europe/London", noon)).toBeGreaterThan(0.9);
    expect(officeWeight("Asia/Tokyo", noon)).toBeLessThan(0.1);
  });

  test("there is always somebody, and never more than everybody", () => {
    fc.assert(
      fc.property(anyZone, anyMoment, (zone, nowMs) => {
        const share = officeWeight(zone, nowMs);
        expect(share).toBeGreaterThanOrEqual(0.03);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("a weekend is never busier than the same hour of a weekday", () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 0, max: 1439 }), (zone, minute) => {
        const time = Temporal.PlainTime.from("00:00").add({ minutes: minute });
        expect(at(zone, `2027-01-09T${time}`)).toBeLessThanOrEqual(at(zone, `2027-01-06T${time}`));
      }),
    );
  });

  test("people come and go by and by: no minute of a day is a leap", () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 0, max: 1438 }), (zone, minute) => {
        const time = (m: number) => Temporal.PlainTime.from("00:00").add({ minutes: m });
        const [one, other] = [minute, minute + 1].map((m) => at(zone, `2027-01-06T${time(m)}`));
        expect(Math.abs(one! - other!)).toBeLessThan(0.01);
      }),
    );
  });
});
