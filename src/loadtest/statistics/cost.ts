import { integer, type Random } from "../../chance/index.ts";

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
  let used = 0;
  let requests = 0;
  for (const stretch of stretches) {
    used += stretch.used;
    requests += stretch.requests;
  }
  return requests > 0 ? used / requests : null;
}

/**
 * As many stretches drawn anew, in blocks of ∛n neighbours around a ring, which keeps what they
 * have in common. Source: D. N. Politis and J. P. Romano, "A circular block-resampling procedure
 * for stationary data" (1992).
 */
export function redrawn(stretches: readonly Stretch[], next: Random): readonly Stretch[] {
  const n = stretches.length;
  const length = Math.ceil(Math.cbrt(n));
  const drawn: Stretch[] = [];
  while (drawn.length < n) {
    const from = integer(next, n);
    for (let k = 0; k < length && drawn.length < n; k++) drawn.push(stretches[(from + k) % n]!);
  }
  return drawn;
}
