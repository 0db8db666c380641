/** The scale that is kept: neighbouring bounds differ by 2^(1/32) ≈ 2.2 %, so a figure errs by 1.1 % at most. */
export const SCALE = 5;
/** The coarsest scale OpenTelemetry knows; one bucket spans 2^1024. */
export const MIN_SCALE = -10;
/** The finest scale OpenTelemetry knows. */
export const MAX_SCALE = 20;
/** Seconds; durations up to a microsecond count as zero, which bounds how many buckets there are. */
export const ZERO_THRESHOLD = 1e-6;
/** Seconds (285 years): the longest duration whose microseconds are still whole numbers. */
export const LONGEST = Number.MAX_SAFE_INTEGER / 1e6;

const SUBS = 2 ** SCALE;
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
 * The bucket at `SCALE` that holds a duration above `ZERO_THRESHOLD`: i with
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

/** The bound below bucket `index`, exclusive; up to `SCALE` the very one that `bucketIndex` decides by. */
export function lowerBound(index: number, scale: number): number {
  if (scale <= SCALE) {
    const finest = index * powerOfTwo(SCALE - scale);
    const whole = Math.floor(finest / SUBS);
    return bounds[finest - whole * SUBS]! * powerOfTwo(whole);
  }
  const octaves = index * powerOfTwo(-scale);
  const whole = Math.floor(octaves);
  return 2 ** (octaves - whole) * powerOfTwo(whole);
}

/** The bound above bucket `index`, inclusive. */
export const upperBound = (index: number, scale: number): number => lowerBound(index + 1, scale);

/** The bucket of everything up to `ZERO_THRESHOLD`; the others follow it, up to that of `LONGEST`. */
export const ZERO_BUCKET = bucketIndex(ZERO_THRESHOLD) - 1;
export const LAST_BUCKET = bucketIndex(LONGEST);

/** The bucket of a duration, zero included. */
export const bucketOf = (seconds: number): number =>
  seconds <= ZERO_THRESHOLD ? ZERO_BUCKET : bucketIndex(seconds);

/** The bucket of what is just longer than a duration. */
export function bucketAbove(seconds: number): number {
  const bucket = bucketOf(seconds);
  return seconds < ceilingOf(bucket) ? bucket : bucket + 1;
}

/** The longest duration in a bucket, in seconds. */
export const ceilingOf = (bucket: number): number =>
  bucket === ZERO_BUCKET ? ZERO_THRESHOLD : upperBound(bucket, SCALE);

/** What every duration in a bucket exceeds; zero for the first. */
export const floorOf = (bucket: number): number =>
  bucket === ZERO_BUCKET ? 0 : Math.max(ZERO_THRESHOLD, lowerBound(bucket, SCALE));

/** What stands for a bucket: the middle of its bounds by ratio, so that the error is the same both ways. */
export const midpoint = (bucket: number): number => 2 ** ((bucket + 0.5) * 2 ** -SCALE);
