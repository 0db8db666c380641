import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { normalDraw } from "./draws.ts";
import { comparePairs, type Figure } from "./paired-bootstrap.ts";
import { morePairsToSettle, pairsForMargin } from "./pairs-needed.ts";
import { quantiles, studentQuantile } from "./student.ts";

test.for([
  [4, 2.776, 0.941],
  [5, 2.571, 0.92],
  [9, 2.262, 0.883],
  [30, 2.042, 0.854],
] as const)(
  "quantiles of Student's t of %i degrees are those of the tables",
  ([degrees, t975, t80]) => {
    expect(studentQuantile(quantiles.upper, degrees) / t975).toBeCloseTo(1, 2);
    expect(studentQuantile(quantiles.power, degrees) / t80).toBeCloseTo(1, 2);
  },
);

describe("how many pairs more would settle a figure", () => {
  const so = (ratio: number | null, scatter: number | null, pairs = 5) => ({
    pairs,
    ratio,
    scatter,
  });

  test.for([
    ["few, where they agree", so(1, 0.05), 1],
    ["more, where they scatter", so(1, 0.15), 7],
    ["many, where the ratio is near the margin", so(1.08, 0.1), 112],
    ["as many, on the other side of it", so(1.1 ** 2 / 1.08, 0.1), 112],
    ["none would do, at the margin itself", so(1.1, 0.05), null],
    ["none would do, where nothing was measured", so(null, null, 0), null],
    ["five in all, of one", so(1, null, 1), 4],
    ["five in all, of two that agree", so(1, 0.01, 2), 3],
  ] as const)("%s", ([, scattered, more]) => {
    expect(morePairsToSettle(scattered, 0.1)).toBe(more);
  });
});

describe("pairs by the scatter of the first five", () => {
  /** Pairs of figures around a ratio, each off by so much. */
  function pairsOf(seed: number, ratio: number, scatter: number, count: number) {
    const next = random(seed, "pairs", ratio);
    return Array.from({ length: count }, () => {
      const noise = Math.exp(scatter * normalDraw(next));
      return { base: 10, candidate: 10 * ratio * noise };
    });
  }
  const figureOf = (pairs: Figure<number>["pairs"]): Figure<number> => ({
    ...{ name: "p95", pairs, of: (run: number) => run, redraw: (run: number) => run },
  });

  function verdicts(ratio: number, scatter: number) {
    return Array.from({ length: 200 }, (_, seed) => {
      const all = pairsOf(seed, ratio, scatter, 20);
      const [pilot] = comparePairs([figureOf(all.slice(0, 5))], 0.1, random(seed, "pilot"));
      const wanted = Math.min(20, pairsForMargin([pilot!.scatter!], 0.1));
      const [found] = comparePairs([figureOf(all.slice(0, wanted))], 0.1, random(seed, "all"));
      return { pilot: pilot!.verdict, found: found!.verdict, wanted };
    });
  }
  const share = <T>(all: readonly T[], is: (one: T) => boolean) =>
    all.filter(is).length / all.length;

  test("are five on a quiet machine, and as many as it takes on another", () => {
    expect(pairsForMargin([], 0.1)).toBe(5);
    expect(pairsForMargin([0.02, 0.03], 0.1)).toBe(5);
    expect(pairsForMargin([0.02, 0.1], 0.1)).toBe(11);
    expect(pairsForMargin([0.15], 0.1)).toBeGreaterThan(20);
  });

  test("settle, where five do not, that a version is the same", () => {
    const found = verdicts(1, 0.08);
    expect(share(found, ({ pilot }) => pilot === "none")).toBeLessThan(0.6);
    expect(share(found, ({ found }) => found === "none")).toBeGreaterThan(0.7);
  });

  test("hardly ever call a version worse that is at the margin", () => {
    // 2.5 % by the test itself, up to 4 % because few pairs are made where the first ones happen to agree.
    expect(share(verdicts(1.1, 0.08), ({ found }) => found === "regression")).toBeLessThan(0.07);
  });

  test("find a version that is worse by twice the margin", () => {
    const found = verdicts(1.21, 0.08);
    expect(share(found, ({ found }) => found === "regression")).toBeGreaterThan(0.75);
  });
});
