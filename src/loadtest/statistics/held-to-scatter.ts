import type { Random } from "../../core/chance/index.ts";
import { normalDraw } from "./draws.ts";
import { mean } from "./median.ts";

/**
 * Resamples of a mean, moved and stretched so that they say how far the true mean may lie from that
 * of what was measured: as many standard errors as Student's t of n − 1 degrees, which allows for
 * the scatter of a few measurements being known only roughly. A hierarchical bootstrap by itself
 * counts the chance within runs twice, and with few runs that between them too little.
 * Source: "Student", "The probable error of a mean", Biometrika 6 (1908); t is drawn as a normal
 * number over the root of a mean of squares.
 */
export function heldToScatter(
  resamples: readonly number[],
  measured: readonly number[],
  next: Random,
): readonly number[] {
  const centre = mean(measured);
  const from = mean(resamples);
  const spread = Math.sqrt(varianceOf(resamples));
  const error = Math.sqrt(varianceOf(measured) / measured.length);
  const degrees = measured.length - 1;
  return resamples.map((resample) => {
    const away = spread === 0 ? 0 : (resample - from) / spread;
    return centre + (away * error) / rootMeanSquare(degrees, next);
  });
}

function varianceOf(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** Of as many normal numbers; the squares of two of them add up to −2·ln of an even draw. */
function rootMeanSquare(degrees: number, next: Random): number {
  let product = 1;
  for (let pair = 2; pair <= degrees; pair += 2) product *= 1 - next();
  const rest = degrees % 2 === 1 ? normalDraw(next) ** 2 : 0;
  return Math.sqrt((rest - 2 * Math.log(product)) / degrees);
}
