import { pick, type Random } from "../../core/chance/index.ts";

/** How much of a resource had been used, and how many requests answered, at one moment of a run. */
export interface CostSample {
  readonly atMs: number;
  /** Counters since any fixed moment. */
  readonly requests: number;
  readonly used: number;
}

/** What came to pass between two samples. */
export interface Stretch {
  readonly ms: number;
  readonly requests: number;
  readonly used: number;
}

/** More stretches than this are joined: the noise of neighbours is not independent anyway. */
const MOST_STRETCHES = 500;

/** Between neighbouring samples; of a long run, of every ⌈n ÷ 500⌉ of them. A counter that fell began anew. */
export function stretchesOf(samples: readonly CostSample[]): readonly Stretch[] {
  const step = Math.max(1, Math.ceil((samples.length - 1) / MOST_STRETCHES));
  const stretches: Stretch[] = [];
  for (let at = step; at < samples.length; at += step) {
    const from = samples[at - step]!;
    const to = samples[at]!;
    const stretch = {
      ms: to.atMs - from.atMs,
      requests: to.requests - from.requests,
      used: to.used - from.used,
    };
    if (stretch.ms > 0 && stretch.requests >= 0 && stretch.used >= 0) stretches.push(stretch);
  }
  return stretches;
}

/** Everything used ÷ every request; null without requests. */
export function costOf(stretches: readonly Stretch[]): number | null {
  const { requests, used } = sumOf(stretches);
  return requests > 0 ? used / requests : null;
}

/**
 * Each stretch as one with those after it, ∛n of them around a ring: drawn anew, ∛n² such blocks
 * are a run again, and what neighbours have in common stays together. Source: D. N. Politis and
 * J. P. Romano, "A circular block-resampling procedure for stationary data" (1992).
 */
export function blocksOf(stretches: readonly Stretch[]): readonly (readonly Stretch[])[] {
  const n = stretches.length;
  return stretches.map((_, from) =>
    Array.from({ length: Math.ceil(Math.cbrt(n)) }, (_, k) => stretches[(from + k) % n]!),
  );
}

/** As many blocks as make about one run. */
export function drawBlocks<T>(blocks: readonly T[], next: Random): readonly T[] {
  const count = Math.ceil(blocks.length / Math.ceil(Math.cbrt(blocks.length)));
  const drawn: T[] = [];
  while (drawn.length < count) drawn.push(pick(next, blocks));
  return drawn;
}

/** Several stretches as one. */
export function sumOf(stretches: readonly Stretch[]): Stretch {
  let [ms, requests, used] = [0, 0, 0];
  for (const stretch of stretches) {
    ms += stretch.ms;
    requests += stretch.requests;
    used += stretch.used;
  }
  return { ms, requests, used };
}
