import { recorder } from "../../../core/measurement/index.ts";
import type { Random } from "../../../core/chance/index.ts";
import { normalDraw } from "../draws.ts";
import type { CostSample } from "../cost.ts";
import type { Series } from "../series.ts";

/** One value a second. */
export const everySecond = (values: readonly number[]): Series =>
  values.map((value, at) => ({ atMs: at * 1000, value }));

/** Noise of variance 1 in which each value remembers a share `rho` of the one before. */
export function autocorrelated(next: Random, n: number, rho = 0.5): readonly number[] {
  let value = normalDraw(next);
  return Array.from({ length: n }, () => {
    value = rho * value + Math.sqrt(1 - rho * rho) * normalDraw(next);
    return value;
  });
}

/** Megabytes as a collector leaves them: they climb to about 135 and fall back to about 100, plus a leak a second. */
export function sawtooth(next: Random, n: number, leak = 0): readonly number[] {
  const samplesPerTooth = 5 + 10 * next();
  let above = 35 * next();
  let ceiling = 35;
  return Array.from({ length: n }, (_, at) => {
    above += (35 / samplesPerTooth) * (0.7 + 0.6 * next());
    if (above > ceiling) {
      above = 2 * normalDraw(next);
      ceiling = 30 + 10 * next();
    }
    return 100 + above + leak * at;
  });
}

/** Durations of a median in milliseconds, scattered as answers are. */
export function durations(next: Random, count: number, medianMs: number) {
  const taken = recorder();
  for (let k = 0; k < count; k++) taken.record((medianMs / 1000) * Math.exp(0.5 * normalDraw(next)));
  return taken.sketch();
}

/** Processor milliseconds of a run, a sample a second, about 20 requests a second. */
export function processorTime(next: Random, seconds: number, costMs: number): readonly CostSample[] {
  const noise = autocorrelated(next, seconds);
  const samples: CostSample[] = [{ atMs: 0, requests: 0, used: 0 }];
  for (const [at, off] of noise.entries()) {
    const last = samples.at(-1)!;
    const requests = Math.max(0, Math.round(20 + Math.sqrt(20) * normalDraw(next)));
    samples.push({
      atMs: (at + 1) * 1000,
      requests: last.requests + requests,
      used: last.used + Math.max(0, costMs * requests * (1 + 0.15 * off)) + 3,
    });
  }
  return samples;
}
