/** Lets through `perSecond` on average and as many at once; refills continuously. */
export interface TokenBucket {
  tokens: number;
  atMs: number;
}

export const fullBucket = (perSecond: number, nowMs: number): TokenBucket => ({
  tokens: perSecond,
  atMs: nowMs,
});

/** Takes one token; answers how many milliseconds to wait for one otherwise, 0 when it was taken. */
export function takeToken(bucket: TokenBucket, perSecond: number, nowMs: number): number {
  const elapsedS = Math.max(0, nowMs - bucket.atMs) / 1000;
  bucket.tokens = Math.min(perSecond, bucket.tokens + elapsedS * perSecond);
  bucket.atMs = nowMs;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return Math.ceil(((1 - bucket.tokens) / perSecond) * 1000);
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
