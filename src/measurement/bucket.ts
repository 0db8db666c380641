/** The finest scale kept: neighbouring bounds differ by 2^(1/32) ≈ 2.2 %, so a figure errs by 1.1 % at most. */
export const START_SCALE = 5;
/** The coarsest scale OpenTelemetry knows; one bucket spans 2^1024. */
export const MIN_SCALE = -10;
/** The finest scale OpenTelemetry knows. */
export const MAX_SCALE = 20;
/** OpenTelemetry's default size: beyond it a sketch halves its resolution. */
export const MAX_BUCKETS = 160;
/** Seconds; durations up to a microsecond count as zero, so that none of them costs the others their resolution. */
export const ZERO_THRESHOLD = 1e-6;
/** Seconds (285 years): the longest duration whose microseconds are still whole numbers. */
export const LONGEST = Number.MAX_SAFE_INTEGER / 1e6;

const SUBS = 2 ** START_SCALE;
/** 2^(k/32) for k = 0 … 32. */
const bounds = Float64Array.from({ length: SUBS + 1 }, (_, k) => 2 ** (k / SUBS));
/** For the top ten bits of a mantissa: the last bound at or below the least such mantissa. */
const guesses = Uint8Array.from({ length: 1024 }, (_, top) =>
  bounds.findLastIndex((bound) => bound <= 1 + top / 1024),
);

const float = new Float64Array([1]);
const words = new Uint32Array(float.buffer);
/** Which word holds the exponent: the second on a little-endian machine. */
const [LOW, HIGH] = words[1] === 0 ? [1, 0] : [0, 1];

/** The mantissas of the bounds as the bits of a float: whole numbers compare faster. */
const mantissas = Array.from(bounds.subarray(0, SUBS), (bound) => {
  float[0] = bound;
  return { high: words[HIGH]! & 0xfffff, low: words[LOW]! };
});
const highs = Uint32Array.from([...mantissas.map(({ high }) => high), 0x100000]);
const lows = Uint32Array.from([...mantissas.map(({ low }) => low), 0]);

/**
 * The bucket at `START_SCALE` that holds a duration above `ZERO_THRESHOLD`: i with
 * base^i < seconds ≤ base^(i+1). Exact: two bounds are so far apart that the guess is at most one
 * short, and only a power of two can lie on the bound below it.
 */
export function bucketIndex(seconds: number): number {
  float[0] = seconds;
  const word = words[HIGH]!;
  const high = word & 0xfffff;
  const low = words[LOW]!;
  let sub = guesses[high >>> 10]!;
  const bound = highs[sub + 1]!;
  if (high > bound || (high === bound && low > lows[sub + 1]!)) sub++;
  else if ((high | low) === 0) sub--;
  return ((word >>> 20) - 1023) * SUBS + sub;
}

/** 2^n for every n that a double has, and 0 or Infinity for one beyond. */
const LEAST_POWER = -1100;
const powers = Float64Array.from({ length: 2200 }, (_, i) => 2 ** (i + LEAST_POWER));
const powerOfTwo = (n: number): number => powers[n - LEAST_POWER] ?? 2 ** n;

/** The bound below bucket `index`, exclusive; up to `START_SCALE` the very one that `bucketIndex` decides by. */
export function lowerBound(index: number, scale: number): number {
  if (scale <= START_SCALE) {
    const finest = index * powerOfTwo(START_SCALE - scale);
    const whole = Math.floor(finest / SUBS);
    return bounds[finest - whole * SUBS]! * powerOfTwo(whole);
  }
  const octaves = index * powerOfTwo(-scale);
  const whole = Math.floor(octaves);
  return 2 ** (octaves - whole) * powerOfTwo(whole);
}

/** The bound above bucket `index`, inclusive. */
export const upperBound = (index: number, scale: number): number => lowerBound(index + 1, scale);

/** What stands for a bucket: the middle of its bounds by ratio, so that the error is the same both ways. */
export const midpoint = (index: number, scale: number): number =>
  2 ** ((index + 0.5) * 2 ** -scale);
