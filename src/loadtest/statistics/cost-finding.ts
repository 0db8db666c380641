import type { Random } from "../../core/chance/index.ts";
import type { CostFinding } from "../model/index.ts";
import {
  blocksOf,
  type CostSample,
  costOf,
  drawBlocks,
  type Stretch,
  stretchesOf,
} from "./cost.ts";
import { middle95 } from "./median.ts";

/**
 * What one request costs of a resource: least squares of what was used in each stretch on the time
 * and the requests in it, so that the first coefficient is the idle use and the second the cost.
 * Where the rate was about the same throughout the two cannot be told apart, and idle use is part
 * of the cost: everything used ÷ every request. The interval is a block bootstrap's, 95 %.
 * null when there are fewer than ten stretches, or no request.
 */
export function costFinding(
  resource: string,
  unit: string,
  samples: readonly CostSample[],
  next: Random,
): CostFinding | null {
  const stretches = stretchesOf(samples);
  const perRequest = costOf(stretches);
  if (stretches.length < LEAST_STRETCHES || perRequest === null) return null;
  const blocks = blocksOf(stretches);
  const slope = rateVaries(stretches) ? slopeOf : costOf;
  const resamples = Array.from({ length: RESAMPLES }, () => slope(drawBlocks(blocks, next).flat()));
  const [low, high] = middle95(resamples.filter((cost) => cost !== null));
  return { kind: "cost", resource, unit, perRequest: slope(stretches) ?? perRequest, low, high };
}

const LEAST_STRETCHES = 10;
const RESAMPLES = 1000;

/** The second coefficient of used = idle · ms + cost · requests; without idle use should it come out negative. */
function slopeOf(stretches: readonly Stretch[]): number | null {
  const sum = (of: (stretch: Stretch) => number) =>
    stretches.reduce((total, stretch) => total + of(stretch), 0);
  const [tt, tr, rr] = [
    sum((s) => s.ms ** 2),
    sum((s) => s.ms * s.requests),
    sum((s) => s.requests ** 2),
  ];
  const [tu, ru] = [sum((s) => s.ms * s.used), sum((s) => s.requests * s.used)];
  const determinant = tt * rr - tr ** 2;
  if (rr === 0) return null;
  if (determinant <= 1e-9 * tt * rr || tu * rr < ru * tr) return ru / rr;
  return Math.max(0, (tt * ru - tr * tu) / determinant);
}

/** Whether some tenth of the run had twice the rate of another, and not by the chance of small numbers. */
function rateVaries(stretches: readonly Stretch[]): boolean {
  const tenth = Math.floor(stretches.length / 10);
  const counts = Array.from({ length: 10 }, (_, at) => {
    const part = stretches.slice(at * tenth, (at + 1) * tenth);
    return part.reduce((sum, { requests }) => sum + requests, 0);
  });
  const most = Math.max(...counts);
  const least = Math.min(...counts);
  return most >= 2 * least && most - least > 6 * Math.sqrt(most);
}
