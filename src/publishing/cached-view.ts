import type { PublicView } from "./public-view.ts";

export interface CacheLimits {
  /** A view this young is given out again. */
  readonly maxAgeMs: number;
  /** A view that took long is kept longer, so that drawing it up costs at most one part in so many. */
  readonly costShare: number;
  /** How old the last good view may grow while no newer one can be had. */
  readonly graceMs: number;
}

const LIMITS: CacheLimits = { maxAgeMs: 3_000, costShare: 20, graceMs: 60 * 60_000 };

/**
 * Computes the view at most once every few seconds and never twice at a time, however many ask.
 * When it cannot be computed, the last good one is given out and marked: a status page is wanted most
 * when something is broken. `report` is told of each failure.
 */
export function cachedView(
  compute: (nowMs: number) => Promise<PublicView>,
  report: (error: unknown) => void,
  clockMs: () => number,
  { maxAgeMs, costShare, graceMs }: CacheLimits = LIMITS,
): (nowMs: number) => Promise<PublicView> {
  let last: { readonly view: PublicView; readonly atMs: number; readonly freshMs: number } | null =
    null;
  let running: Promise<PublicView> | null = null;

  async function renew(nowMs: number): Promise<PublicView> {
    const startMs = clockMs();
    try {
      const view = await compute(nowMs);
      const freshMs = Math.max(maxAgeMs, costShare * (clockMs() - startMs));
      last = { view, atMs: nowMs, freshMs };
      return view;
    } catch (error) {
      if (last === null || nowMs - last.atMs > graceMs) throw error;
      report(error);
      return { ...last.view, isStale: true };
    } finally {
      running = null;
    }
  }

  return async (nowMs) => {
    if (last !== null && nowMs - last.atMs < last.freshMs) return last.view;
    return (running ??= renew(nowMs));
  };
}
