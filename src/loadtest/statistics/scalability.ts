import { lowestPoint, type Point } from "./lowest-point.ts";

/** One load that was held. */
export interface Load {
  /** Requests under way at a time, on average. */
  readonly concurrency: number;
  readonly perSecond: number;
}

/** The Universal Scalability Law's coefficients. */
export interface Scalability {
  /** Throughput of one at a time, a second. */
  readonly gamma: number;
  /** Contention: what waits for one another. */
  readonly alpha: number;
  /** Coherency: what must agree with one another. */
  readonly beta: number;
}

export const throughputAt = ({ gamma, alpha, beta }: Scalability, n: number): number =>
  (gamma * n) / (1 + alpha * (n - 1) + beta * n * (n - 1));

/**
 * The coefficients with α, β ≥ 0 of the least sum of squares. For given α and β the best γ is
 * known, so that two are searched for; as √α and √β, which keeps both from going below zero.
 */
export function leastSquares(loads: readonly Load[], start?: Scalability): Scalability {
  const at = ([a, b]: Point): Scalability => {
    const [alpha, beta] = [a ** 2, b ** 2];
    return { gamma: gammaFor(loads, alpha, beta), alpha, beta };
  };
  const error = (point: Point) => squares(loads, at(point));
  const [alpha, beta] = [start?.alpha ?? 0.01, start?.beta ?? 1e-5];
  const rough = lowestPoint(error, [Math.sqrt(alpha), Math.sqrt(beta)]);
  return at(lowestPoint(error, rough));
}

function gammaFor(loads: readonly Load[], alpha: number, beta: number): number {
  let above = 0;
  let below = 0;
  for (const { concurrency, perSecond } of loads) {
    const shape = throughputAt({ gamma: 1, alpha, beta }, concurrency);
    above += shape * perSecond;
    below += shape ** 2;
  }
  return above / below;
}

const squares = (loads: readonly Load[], fit: Scalability): number =>
  loads.reduce(
    (sum, { concurrency, perSecond }) => sum + (perSecond - throughputAt(fit, concurrency)) ** 2,
    0,
  );
