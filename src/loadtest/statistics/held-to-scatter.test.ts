import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { normalDraw } from "./draws.ts";
import { heldToScatter } from "./held-to-scatter.ts";
import { mean, middle95 } from "./median.ts";

describe("resamples held to the scatter of what was measured", () => {
  // qt(0.975, df) in R.
  test.for([
    { degrees: 4, t: 2.776 },
    { degrees: 5, t: 2.571 },
    { degrees: 9, t: 2.262 },
  ])("reach as far as Student's t of $degrees degrees", ({ degrees, t }) => {
    const next = random(1, degrees);
    const resamples = Array.from({ length: 40_000 }, () => 7 + 100 * normalDraw(next));
    const measured = Array.from({ length: degrees + 1 }, (_, at) => at ** 2);
    const centre = mean(measured);
    const squares = measured.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const error = Math.sqrt(squares / degrees / measured.length);
    const [low, high] = middle95(heldToScatter(resamples, measured, next));
    expect((high - low) / (2 * error) / t).toBeCloseTo(1, 1);
    expect(Math.abs((high + low) / 2 - centre) / error).toBeLessThan(0.15);
  });

  test("stay where they are when nothing scatters", () => {
    expect(heldToScatter([3, 3, 3], [5, 5, 5], random(1))).toEqual([5, 5, 5]);
    expect(heldToScatter([1, 2, 3], [5, 5, 5], random(1))).toEqual([5, 5, 5]);
  });
});
