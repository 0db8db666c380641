import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaOf, type Spacing, type Stage } from "../model/index.ts";
import { arrivals } from "./arrivals.ts";

const steady: readonly Stage[] = [{ from: 10, to: 10, durationMs: 1000 }];

/** All intended starts of a load that `of` injectors share, in order. */
function starts(
  stages: readonly Stage[],
  spacing: Spacing = "even",
  { of = 1, seed = 1 } = {},
): number[] {
  const all = Array.from({ length: of }, (_, index) => {
    const next = arrivals({ kind: "open", spacing, stages }, seed, { index, of });
    const own: number[] = [];
    for (let at = next(); at < Number.POSITIVE_INFINITY; at = next()) own.push(at);
    return own;
  });
  return all.flat().sort((a, b) => a - b);
}

const stage = fc.record({
  from: fc.integer({ min: 0, max: 200 }),
  to: fc.integer({ min: 0, max: 200 }),
  durationMs: fc.integer({ min: 1, max: 5000 }),
});
const stages = fc.array(stage, { minLength: 1, maxLength: 5 });

describe("even arrivals", () => {
  test("of ten a second are 100 ms apart and begin at once", () => {
    expect(starts(steady)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  test("of a ramp from nothing come at the square roots", () => {
    const ramp = starts([{ from: 0, to: 20, durationMs: 1000 }]);
    for (const [k, at] of ramp.entries()) expect(at).toBeCloseTo(1000 * Math.sqrt(k / 10), 6);
  });

  test("of steps are as many as each step asks", () => {
    const steps = starts([...steady, { from: 100, to: 100, durationMs: 1000 }]);
    expect(steps.filter((at) => at < 1000)).toHaveLength(10);
    expect(steps).toHaveLength(110);
  });

  test("are as many as the area below the rate, and the same however many injectors share them", () => {
    fc.assert(
      fc.property(stages, fc.integer({ min: 2, max: 7 }), (profile, of) => {
        const alone = starts(profile);
        expect(Math.abs(alone.length - Math.ceil(areaOf(profile)))).toBeLessThanOrEqual(1);
        const shared = starts(profile, "even", { of });
        expect(shared).toEqual(alone);
        expect(alone.every((at) => at >= 0)).toBe(true);
      }),
    );
  });
});

describe("chance arrivals", () => {
  const busy: readonly Stage[] = [{ from: 1000, to: 1000, durationMs: 20_000 }];

  test("are told again by the same seed and not by another", () => {
    expect(starts(busy, "poisson")).toEqual(starts(busy, "poisson"));
    expect(starts(busy, "poisson", { seed: 2 })).not.toEqual(starts(busy, "poisson"));
  });

  test.for([1, 4])("from %i injectors are as many, and as uneven, as a Poisson process", (of) => {
    const all = starts(busy, "poisson", { of });
    expect(Math.abs(all.length - 20_000)).toBeLessThan(5 * Math.sqrt(20_000));
    const gaps = all.slice(1).map((at, i) => at - all[i]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
  });
});
