import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holm } from "./holm.ts";

describe("Holm's adjustment", () => {
  test("is that of R's p.adjust", () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [at, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[at]).toBeCloseTo(p);
  });

  test("never lowers a chance, keeps their order and stays within one", () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(chance), (chances) => {
        const adjusted = holm(chances);
        for (const [i, p] of chances.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          for (const [j, other] of chances.entries())
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
        }
      }),
    );
  });
});
