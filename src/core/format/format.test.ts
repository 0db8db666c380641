import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  between,
  count,
  duration,
  durationWords,
  exactDuration,
  exactPercent,
  list,
  milliseconds,
  millisecondsBetween,
  momentWords,
  percent,
  percentBeside,
  percentBetween,
  plural,
  roundedPercent,
  sizeWords,
  span,
} from "./index.ts";

describe("a share is never shown greater than it is", () => {
  test.for([
    [0.999614, "99.96 %"],
    [0.9999999, "99.99 %"],
    [1, "100 %"],
    [0, "0 %"],
    [0.999, "99.90 %"],
    [0.999302, "99.93 %"],
  ] as const)("%d reads %s", ([share, words]) => {
    expect(percent(share)).toBe(words);
  });

  test("whatever the share", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(Number(percent(share).split(" ")[0])).toBeLessThanOrEqual(share * 100 + 1e-6);
      }),
    );
  });

  test("only all of it is 100 %", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (share) => {
        fc.pre(share < 1 - 1e-9);
        expect(percent(share)).not.toMatch(/^100/);
      }),
    );
  });

  test("beside a finer target it has as many decimals as the target", () => {
    expect(percentBeside(0.99996, 0.99995)).toBe("99.996 %");
    expect(percentBeside(0.99961, 0.999)).toBe("99.96 %");
  });

  test("a promise is shown as it was made", () => {
    expect([0.999, 0.95, 0.9995, 1].map(exactPercent)).toEqual([
      "99.9 %",
      "95 %",
      "99.95 %",
      "100 %",
    ]);
  });
});

test.for([
  [0, "0 ms"],
  [0.2712, "0.28 ms"],
  [1.9, "1.9 ms"],
  [9.999, "10 ms"],
  [43.62, "43.7 ms"],
  [811.2, "812 ms"],
  [400, "400 ms"],
  [999.5, "1 s"],
  [1_200, "1.2 s"],
  [1_200.4, "1.21 s"],
  [12_000, "12 s"],
  [125_000, "2 min 5 s"],
] as const)("a response time of %d ms reads %s, never less", ([ms, words]) => {
  expect(milliseconds(ms)).toBe(words);
});

test.for([
  [8 * 3_600_000, "8 h", "8 hours"],
  [48 * 3_600_000, "48 h", "48 hours"],
  [30 * 86_400_000, "30 d", "30 days"],
  [2_592_000, "43 min 12 s", "43 minutes 12 seconds"],
  [3_599_500, "1 h", "1 hour"],
  [12_240_000, "3 h 24 min", "3 hours 24 minutes"],
  [1, "1 s", "1 second"],
  [0, "0 s", "0 seconds"],
] as const)("a duration of %d ms reads %s", ([ms, short, words]) => {
  expect(duration(ms)).toBe(short);
  expect(durationWords(ms)).toBe(words);
});

test("moments are UTC and say so", () => {
  expect(momentWords("2027-01-16T23:59:59Z")).toBe("16 January 2027, 23:59 UTC");
});

describe("a figure that lies between two", () => {
  test.for([
    [0.1724, 1, "between 17 and 100 %", "17–100 %"],
    [0, 1, "between 0 and 100 %", "0–100 %"],
    [0.9612, 0.96334, "between 96.12 and 96.34 %", "96.12–96.34 %"],
    [0.9612, 0.9612, "96.12 %", "96.12 %"],
    [0.999, 0.9999999, "between 99.90 and 100 %", "99.90–100 %"],
  ] as const)("share %d to %d", ([low, high, sentence, cell]) => {
    const ends = percentBetween(low, high, 0.95);
    expect([between(ends), span(ends)]).toEqual([sentence, cell]);
  });

  test.for([
    [1000, 2500, "between 1 and 2.5 s", "1–2.5 s"],
    [750, 1500, "between 750 ms and 1.5 s", "750 ms–1.5 s"],
    [0, 5, "between 0 and 5 ms", "0–5 ms"],
    [812.9, 813.1, "between 812 and 814 ms", "812–814 ms"],
    [90_000, 125_000, "between 1 min 30 s and 2 min 5 s", "1 min 30 s–2 min 5 s"],
  ] as const)("time %d to %d", ([low, high, sentence, cell]) => {
    const ends = millisecondsBetween(low, high);
    expect([between(ends), span(ends)]).toEqual([sentence, cell]);
  });

  test("is never said narrower than it is", () => {
    const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
    const number = (text: string) => Number.parseFloat(text) / 100;
    fc.assert(
      fc.property(anyShare, anyShare, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const ends = percentBetween(low, high, 0.999);
        expect(number(ends.low)).toBeLessThanOrEqual(low + 1e-9);
        if (ends.low !== ends.high) expect(number(ends.high)).toBeGreaterThanOrEqual(high - 1e-9);
        else expect(high - number(ends.low)).toBeLessThanOrEqual(1e-4);
      }),
    );
  });
});

test.for([
  [0, "0 ms"],
  [400, "400 ms"],
  [1200, "1.2 s"],
  [60_000, "1 min"],
  [2_592_000, "43 min 12 s"],
  [5_400_000, "1 h 30 min"],
  [86_400_000, "24 h"],
  [172_800_000, "48 h"],
  [230_400_000, "2 days 16 h"],
  [2_592_000_000, "30 days"],
] as const)("%d ms is %s", ([ms, words]) => {
  expect(exactDuration(ms)).toBe(words);
});

test("shares are percentages without false digits", () => {
  expect([0.999, 0.95, 0.9999, 1, 0.07].map(exactPercent)).toEqual([
    "99.9 %",
    "95 %",
    "99.99 %",
    "100 %",
    "7 %",
  ]);
});

test("counts are whole and grouped", () => {
  expect([7, 999.6, 1_234_567].map(count)).toEqual(["7", "1,000", "1,234,567"]);
});

test("counted things are one or many", () => {
  expect([plural(1, "minute"), plural(12_340, "minute"), plural(0, "entry", "entries")]).toEqual([
    "1 minute",
    "12,340 minutes",
    "0 entries",
  ]);
  expect(list(["CPU", "memory", "disk"])).toBe("CPU, memory and disk");
  expect([roundedPercent(0.616), roundedPercent(0.616, 1)]).toEqual(["62 %", "61.6 %"]);
});

test.for([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [254_704, "255 kB"],
  [9_999_999, "10.0 MB"],
  [3_200_000_000_000, "3.2 TB"],
] as const)("%d bytes are %s", ([bytes, words]) => {
  expect(sizeWords(bytes)).toBe(words);
});
