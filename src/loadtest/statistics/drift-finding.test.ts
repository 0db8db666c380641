import { describe, expect, test } from "vitest";
import { type Random, random } from "../../core/chance/index.ts";
import { driftFinding } from "./drift-finding.ts";
import { autocorrelated, everySecond } from "./testdata/noise.ts";

const SERIES = 300;
const lengths = [60, 120] as const;

/** Milliseconds, one window a second, that scatter by 8 % and remember a half. */
const windows = (next: Random, n: number, level: (share: number) => number) =>
  everySecond(autocorrelated(next, n).map((off, at) => 50 * level(at / n) * (1 + 0.08 * off)));

function share(verdict: string, n: number, level: (share: number) => number, many = SERIES) {
  const found = Array.from({ length: many }, (_, seed) =>
    driftFinding(windows(random(seed, "drift", n), n, level)),
  );
  return found.filter((one) => one.verdict === verdict).length / many;
}

describe("drift of answers", () => {
  test.for(lengths)("is not seen in noise, over %i windows", (n) => {
    expect(share("drift", n, () => 1)).toBeLessThanOrEqual(0.01);
  });

  test.for(lengths)("is not seen while a warm-up makes answers quicker, over %i windows", (n) => {
    expect(share("drift", n, (at) => 1 + Math.exp(-8 * at))).toBe(0);
  });

  test.for(lengths)("is seen when answers grow slower by 60 %, over %i windows", (n) => {
    expect(share("drift", n, (at) => 1 + 0.6 * at)).toBeGreaterThanOrEqual(0.99);
  });

  test("is ruled out by a long steady run", () => {
    expect(share("none", 300, () => 1, 100)).toBeGreaterThan(0.9);
  });

  test("is told per hour, relative to how it began", () => {
    const found = driftFinding(everySecond(Array.from({ length: 61 }, (_, at) => 100 + at)));
    expect(found.verdict).toBe("drift");
    expect(found.perHour).toBeCloseTo(3600 / 111, 6);
    expect(found.low).toBeCloseTo(found.high, 6);
  });

  test("of less than what is tolerated over the time watched is none", () => {
    const slowly = everySecond(Array.from({ length: 60 }, (_, at) => 100 + at / 20));
    expect(driftFinding(slowly).verdict).toBe("none");
    expect(driftFinding(slowly, 0.01).verdict).toBe("drift");
  });

  test("cannot be ruled out while answers still grow quicker, which would hide it", () => {
    const settling = everySecond(Array.from({ length: 100 }, (_, at) => 100 - at / 4));
    expect(driftFinding(settling)).toMatchObject({ verdict: "insufficient" });
    expect(driftFinding(settling, 0.5).verdict).toBe("none");
  });

  test.for([0, 1, 11])("cannot be told over %i windows", (n) => {
    const found = driftFinding(everySecond(Array(n).fill(5)));
    expect(found).toEqual({ kind: "drift", verdict: "insufficient", perHour: 0, low: 0, high: 0 });
  });
});
