import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { autocorrelated } from "./testdata/noise.ts";
import { warmUpCut } from "./warm-up-cut.ts";

/** The rule word by word, without the shortcut of one pass. */
function byDefinition(values: readonly number[]): number | null {
  const z: number[] = [];
  for (let at = 0; at + 5 <= values.length; at += 5)
    z.push(values.slice(at, at + 5).reduce((sum, v) => sum + v) / 5);
  const most = Math.floor(z.length / 2);
  if (most < 2) return null;
  let cut = 0;
  let least = Infinity;
  for (let d = 0; d <= most; d++) {
    const rest = z.slice(d);
    const centre = rest.reduce((sum, v) => sum + v) / rest.length;
    const error = rest.reduce((sum, v) => sum + (v - centre) ** 2, 0) / rest.length ** 2;
    if (error < least - 1e-12 * least) [cut, least] = [d, error];
  }
  return cut === most ? null : 5 * cut;
}

describe("the warm-up cut", () => {
  test("falls where MSER-5 is least", () => {
    const settled = [2, 1, 3, 2, 2, 1, 2, 2, 3, 1];
    const series = [9, 7, 8, 6, 7, 4, 5, 3, 4, 4, ...settled, ...settled, ...settled, ...settled];
    expect(warmUpCut(series)).toBe(10);
  });

  test("is what the definition gives", () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 120 }), (values) => {
        const noisy = values.map((v, at) => v + Math.sin(at) + 3 / (at + 1));
        expect(warmUpCut(noisy)).toBe(byDefinition(noisy));
      }),
    );
  });

  test("leaves most of a series that was steady from the start", () => {
    const cuts = Array.from({ length: 200 }, (_, seed) =>
      warmUpCut(autocorrelated(random(seed, "steady"), 200)),
    );
    expect(cuts.filter((cut) => cut !== null && cut <= 50).length).toBeGreaterThan(150);
  });

  test("says that what grows throughout is not steady", () => {
    expect(warmUpCut(Array.from({ length: 100 }, (_, at) => at))).toBeNull();
  });

  test("does not judge fewer than four batches", () => {
    expect(warmUpCut(Array(19).fill(1))).toBeNull();
    expect(warmUpCut(Array(20).fill(1))).toBe(0);
  });
});
