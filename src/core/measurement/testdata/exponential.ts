import type { ExponentialHistogram } from "../otlp-exponential.ts";

/** A histogram as a sender with buckets of a scale makes it, without its extremes. */
export function exponentialOf(values: readonly number[], scale: number): ExponentialHistogram {
  const indexes = values.filter((s) => s > 0).map((s) => Math.ceil(Math.log2(s) * 2 ** scale) - 1);
  const offset = Math.min(0, ...indexes);
  const bucketCounts = new Array<number>(Math.max(0, ...indexes) - offset + 1).fill(0);
  for (const index of indexes) bucketCounts[index - offset]!++;
  return {
    count: values.length,
    sum: values.reduce((sum, s) => sum + s, 0),
    min: null,
    max: null,
    scale,
    zeroCount: values.length - indexes.length,
    positive: { offset, bucketCounts },
  };
}

/** The finest scale, 5 at most, at which OpenTelemetry's default of 160 buckets holds all values. */
export function scaleOfSdk(values: readonly number[]): number {
  const logs = values.filter((s) => s > 0).map(Math.log2);
  const fits = (scale: number) =>
    Math.ceil(Math.max(...logs) * 2 ** scale) - Math.ceil(Math.min(...logs) * 2 ** scale) < 160;
  let scale = 5;
  while (logs.length > 0 && !fits(scale)) scale--;
  return scale;
}
