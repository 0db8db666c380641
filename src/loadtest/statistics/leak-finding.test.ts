import { describe, expect, test } from "vitest";
import { type Random, random } from "../../core/chance/index.ts";
import { leakFinding } from "./leak-finding.ts";
import { levelsOff } from "./levels-off.ts";
import { autocorrelated, everySecond, sawtooth } from "./testdata/noise.ts";

type Maker = (next: Random, n: number) => readonly number[];
const SERIES = 300;
const lengths = [60, 120] as const;

/** How many of many series, in megabytes, one a second, are called leaks. */
function alarms(name: string, make: Maker, n: number): number {
  const verdicts = Array.from({ length: SERIES }, (_, seed) => {
    const series = everySecond(make(random(seed, name, n), n));
    return leakFinding({ resource: name, series }).verdict;
  });
  return verdicts.filter((verdict) => verdict === "leak").length / SERIES;
}

const noisy = (level: (at: number) => number, next: Random, n: number, spread = 3) =>
  autocorrelated(next, n).map((off, at) => level(at) + spread * off);

const clean: Readonly<Record<string, Maker>> = {
  "nothing but noise with a memory of a half": (next, n) => noisy(() => 100, next, n),
  "the sawtooth of a collector": (next, n) => sawtooth(next, n),
  "a warm-up that levels off": (next, n) => {
    const time = n / (5 + 15 * next());
    return noisy((at) => 100 + 40 * (1 - Math.exp(-at / time)), next, n);
  },
  "a cache that is full after a while": (next, n) => {
    const full = n * (0.1 + 0.5 * next());
    return noisy((at) => 100 + 60 * Math.min(1, at / full), next, n);
  },
  "a pool that is doubled at once": (next, n) => {
    const when = n * (0.1 + 0.6 * next());
    return noisy((at) => (at < when ? 100 : 140), next, n);
  },
  "descriptors that come and go": (next, n) => noisy(() => 40, next, n, 1).map(Math.round),
};

const leaking: Readonly<Record<string, Maker>> = {
  "100 KB a request at 20 requests a second": (next, n) => noisy((at) => 100 + 2 * at, next, n, 5),
  "the same below the sawtooth of a collector": (next, n) => sawtooth(next, n, 2),
  "the same after a warm-up": (next, n) =>
    noisy((at) => 100 + 20 * (1 - Math.exp((-12 * at) / n)) + 2 * at, next, n),
  "a descriptor every other second": (next, n) => noisy((at) => 40 + at / 2, next, n, 1),
};

describe("a leak is not seen", () => {
  for (const [name, make] of Object.entries(clean))
    test.for(lengths)(`in ${name}, over %i samples, once in a hundred times at most`, (n) => {
      expect(alarms(name, make, n)).toBeLessThanOrEqual(0.01);
    });
});

describe("a leak is seen", () => {
  for (const [name, make] of Object.entries(leaking))
    test.for(lengths)(`of ${name}, over %i samples, 99 times in a hundred at least`, (n) => {
      expect(alarms(name, make, n)).toBeGreaterThanOrEqual(0.99);
    });
});

describe("a finding about a leak", () => {
  const growing = everySecond(noisy((at) => 100 + 2 * at, random(1), 120));
  const steady = everySecond(noisy(() => 100, random(2), 120));

  test("tells the slope per hour, and the hours until the limit from earliest to latest", () => {
    const found = leakFinding({ resource: "heap", series: growing, limit: 7540 });
    expect(found).toMatchObject({ kind: "leak", resource: "heap", verdict: "leak" });
    expect(found.slope / 7200).toBeCloseTo(1, 1);
    expect(found.low).toBeLessThan(7200);
    expect(found.high).toBeGreaterThan(7200);
    const [earliest, latest] = found.exhaustionHours!;
    expect(earliest).toBeLessThan(7200 / 7200);
    expect(latest).toBeGreaterThan(7200 / 7200);
    expect(latest - earliest).toBeLessThan(0.2);
  });

  test("gives no hours without a limit, and none left where the limit is passed", () => {
    expect(leakFinding({ resource: "heap", series: growing }).exhaustionHours).toBeNull();
    const passed = leakFinding({ resource: "heap", series: growing, limit: 50 });
    expect(passed.exhaustionHours).toEqual([0, 0]);
  });

  test("rules a leak out only when the upper bound is within what is tolerated", () => {
    const verdict = (toleratedPerHour: number) =>
      leakFinding({ resource: "heap", series: steady, toleratedPerHour }).verdict;
    expect(verdict(1000)).toBe("none");
    expect(verdict(0.1)).toBe("insufficient");
  });

  test("says none of what never changes", () => {
    const still = everySecond(Array(60).fill(17));
    expect(leakFinding({ resource: "sockets", series: still })).toMatchObject({
      verdict: "none",
      slope: 0,
      p: 1,
    });
  });

  test("lets pass what an earlier version did as well", () => {
    const asBefore = { resource: "heap", series: growing, earlierHigh: 8000 };
    expect(leakFinding(asBefore).verdict).toBe("insufficient");
    expect(leakFinding({ ...asBefore, earlierHigh: 100 }).verdict).toBe("leak");
  });

  test.for([0, 1, 2, 11])("is insufficient over %i samples, with figures all the same", (n) => {
    const found = leakFinding({ resource: "heap", series: growing.slice(0, n) });
    expect(found.verdict).toBe("insufficient");
    for (const figure of [found.slope, found.low, found.high, found.p])
      expect(figure).not.toBeNaN();
  });

  test("takes a hundred thousand samples by their windows", () => {
    const long = everySecond(noisy((at) => 100 + at / 1e4, random(3), 100_000));
    expect(leakFinding({ resource: "heap", series: long }).verdict).toBe("leak");
  });
});

describe("coming to rest", () => {
  test.for([
    { shape: "a line", of: (at: number) => at, rests: false },
    { shape: "a parabola", of: (at: number) => at ** 2, rests: false },
    { shape: "a rise that ends half-way", of: (at: number) => Math.min(45, at), rests: true },
    { shape: "a rise that ends late", of: (at: number) => Math.min(68, at), rests: true },
    { shape: "a step in the last third", of: (at: number) => (at < 65 ? 0 : 9), rests: true },
    { shape: "saturation", of: (at: number) => 1 - Math.exp(-at / 20), rests: true },
    { shape: "nothing", of: () => 1, rests: true },
  ])("$shape: $rests", ({ of, rests }) => {
    expect(levelsOff(everySecond(Array.from({ length: 90 }, (_, at) => of(at))))).toBe(rests);
  });
});
