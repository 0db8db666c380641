/** The finest scale kept: neighbouring bucket bounds differ by 2^(1/32) ≈ 2.2 %, a figure errs by 1.1 % at most. */
export const START_SCALE = 5;
/** The coarsest scale OpenTelemetry knows; one bucket spans 2^1024. */
export const MIN_SCALE = -10;
/** OpenTelemetry's default size: beyond it a sketch halves its resolution. */
export const MAX_BUCKETS = 160;

const SUBS = 1 << START_SCALE;
/** 2^(k/32) for k = 0 … 32. */
const bounds = Float64Array.from({ length: SUBS + 1 }, (_, k) => 2 ** (k / SUBS));
/** For the top ten bits of a mantissa: how many bounds lie at or below the least such mantissa. */
const guess = Uint8Array.from({ length: 1024 }, (_, top) => {
  const mantissa = 1 + top / 1024;
  let k = 0;
  while (k < SUBS && bounds[k + 1]! <= mantissa) k++;
  return k;
});

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/**
 * The bucket at `START_SCALE` that holds a positive duration: i with base^i < value ≤ base^(i+1).
 * Exact for every value: the table's guess is at most one bound short.
 */
export function bucketIndex(value: number): number {
  float[0] = value;
  const high = words[1]!;
  const exponent = (high >>> 20) - 1023;
  if (exponent === -1023) return bucketIndex(value * 2 ** 64) - 64 * SUBS;
  words[1] = (high & 0xfffff) | 0x3ff00000;
  const mantissa = float[0]!;
  let sub = guess[(high >>> 10) & 1023]!;
  if (mantissa > bounds[sub + 1]!) sub++;
  else if (mantissa <= bounds[sub]!) sub--;
  return exponent * SUBS + sub;
}

/** Upper bound of bucket `index`, in the sketch's own unit. */
export const upperBound = (index: number, scale: number): number =>
  2 ** ((index + 1) * 2 ** -scale);

/** The value that stands for a bucket: the middle of its bounds by ratio, so that the error is the same both ways. */
export const midpoint = (index: number, scale: number): number =>
  2 ** ((index + 0.5) * 2 ** -scale);
