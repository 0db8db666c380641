/**
 * Buckets by their numbers; each lets through `perSecond` on average and as many at once, and refills
 * continuously. Two numbers for each, one behind the other: its tokens, and when they were counted, in
 * milliseconds; a tenant has many buckets, and numbers in a row are read at once.
 */
export type TokenBuckets = number[];

/** Takes one token; answers how many milliseconds to wait for one otherwise, 0 when it was taken. */
export function takeToken(
  buckets: TokenBuckets,
  number: number,
  perSecond: number,
  nowMs: number,
): number {
  while (buckets.length <= 2 * number) buckets.push(Number.POSITIVE_INFINITY, 0);
  const elapsedS = Math.max(0, nowMs - buckets[2 * number + 1]!) / 1000;
  const tokens = Math.min(perSecond, buckets[2 * number]! + elapsedS * perSecond);
  const isTaken = tokens >= 1;
  buckets[2 * number] = isTaken ? tokens - 1 : tokens;
  buckets[2 * number + 1] = nowMs;
  return isTaken ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000);
}

/** The moments of the latest events, enough to tell whether one more would be too many. */
export function windowWait(
  momentsMs: readonly number[],
  rule: { readonly most: number; readonly withinMs: number },
  nowMs: number,
): number {
  const first = momentsMs.at(-rule.most);
  return first === undefined ? 0 : Math.max(0, first + rule.withinMs - nowMs);
}
