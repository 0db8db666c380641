import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../time/index.ts";
import { forecastUsage } from "./forecast.ts";
import type { UsageSample } from "./health-port.ts";

const MB = 1e6;

/** One sample an hour; `at` is given the hours since the first. */
const hourly = (hours: number, at: (hour: number) => Omit<UsageSample, "atMs">): UsageSample[] =>
  Array.from({ length: hours + 1 }, (_, hour) => ({ atMs: hour * HOUR_MS, ...at(hour) }));

describe("how a store grows", () => {
  test("is known once it was watched for a day", () => {
    const grown = (hour: number) => ({ storeBytes: hour * MB, availableBytes: 1000 * MB });
    expect(forecastUsage([])).toMatchObject({ growthPerDay: null, fullInDays: null, seenDays: 0 });
    expect(forecastUsage(hourly(23, grown))).toMatchObject({ growthPerDay: null });
    expect(forecastUsage(hourly(24, grown)).growthPerDay).toBeCloseTo(24 * MB);
  });

  test("and so is when its disk is full", () => {
    const samples = hourly(48, (hour) => ({
      storeBytes: hour * MB,
      availableBytes: (500 - hour) * MB,
    }));
    const { fullInDays, lossPerDay } = forecastUsage(samples);
    expect(lossPerDay).toBeCloseTo(24 * MB);
    expect(fullInDays).toBeCloseTo((500 - 48) / 24);
  });

  test("is that of the last seven days", () => {
    const samples = hourly(30 * 24, (hour) => ({
      storeBytes: Math.max(0, hour - 20 * 24) * MB,
      availableBytes: null,
    }));
    const { growthPerDay, seenDays, fullInDays } = forecastUsage(samples);
    expect(growthPerDay).toBeCloseTo(24 * MB);
    expect(seenDays).toBe(7);
    expect(fullInDays).toBeNull();
  });

  test("is not misled by what is packed every day, nor by one large copy on the disk", () => {
    const samples = hourly(7 * 24, (hour) => ({
      storeBytes: (10 * Math.floor(hour / 24) + (hour % 24)) * MB,
      availableBytes: (hour > 150 ? 4_000 : 5_000) * MB - hour * MB,
    }));
    const { growthPerDay, lossPerDay } = forecastUsage(samples);
    expect(growthPerDay! / MB).toBeGreaterThan(7);
    expect(growthPerDay! / MB).toBeLessThan(13);
    expect(lossPerDay! / MB).toBeLessThan(40);
  });
});

describe("a disk is not full within sight", () => {
  const span = 3 * DAY_MS;
  const two = (first: Omit<UsageSample, "atMs">, last: Omit<UsageSample, "atMs">) => [
    { atMs: 0, ...first },
    { atMs: span, ...last },
  ];
  test.for([
    [
      "that gets emptier",
      { storeBytes: 9, availableBytes: 5 },
      { storeBytes: 3, availableBytes: 9 },
    ],
    [
      "that would take centuries",
      { storeBytes: 0, availableBytes: 1e12 },
      { storeBytes: 9, availableBytes: 1e12 },
    ],
    [
      "that nobody sees",
      { storeBytes: 0, availableBytes: null },
      { storeBytes: 9e9, availableBytes: null },
    ],
  ] as const)("%s", ([, first, last]) => {
    expect(forecastUsage(two(first, last)).fullInDays).toBeNull();
  });

  test("unless others fill it", () => {
    const samples = two(
      { storeBytes: 9, availableBytes: 900 },
      { storeBytes: 9, availableBytes: 300 },
    );
    expect(forecastUsage(samples).fullInDays).toBeCloseTo(1.5);
  });
});
