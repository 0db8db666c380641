import { ZERO_BUCKET } from "./bucket.ts";

/**
 * The buckets within which an event is known to lie, as one number: the last of them and how many
 * lie before it. A range of one bucket is a duration that was seen; a wider one comes from a sender
 * whose own buckets are coarser. Numbers rise with the last bucket, then with the width.
 */
export type BucketRange = number;

/** More than there are buckets; in bits. */
const WIDTH_BITS = 11;
const WIDTH_MASK = 2 ** WIDTH_BITS - 1;

export const rangeOf = (first: number, last: number): BucketRange =>
  last * 2 ** WIDTH_BITS + (last - first);

export const lastOf = (range: BucketRange): number => range >> WIDTH_BITS;
export const widthOf = (range: BucketRange): number => range & WIDTH_MASK;
export const firstOf = (range: BucketRange): number => lastOf(range) - widthOf(range);

export const ZERO_RANGE = rangeOf(ZERO_BUCKET, ZERO_BUCKET);
