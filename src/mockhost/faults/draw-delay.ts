import type { Random } from "../../core/chance/index.ts";
import type { Delay } from "./fault.ts";

/** No delay is longer, however heavy the tail: ten minutes outlast every client's patience. */
export const LONGEST_DELAY_MS = 600_000;
/** The 99 % quantile of the standard normal distribution. */
const Z99 = 2.326_347_874_040_841;

/** One delay in whole milliseconds. */
export const drawDelayMs = (delay: Delay, next: Random): number =>
  Math.min(LONGEST_DELAY_MS, Math.round(draw(delay, next)));

function draw(delay: Delay, next: Random): number {
  switch (delay.shape) {
    case "fixed":
      return delay.ms;
    case "uniform":
      return delay.fromMs + next() * (delay.toMs - delay.fromMs);
    case "lognormal":
      return delay.medianMs * (delay.p99Ms / delay.medianMs) ** (standardNormal(next) / Z99);
    case "pareto":
      return delay.leastMs * (1 - next()) ** (-1 / delay.exponent);
  }
}

/** Box and Muller, 1958: exact, two draws for one value. */
const standardNormal = (next: Random): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
