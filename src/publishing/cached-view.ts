import type { PublicView } from "./public-view.ts";

export interface CacheLimits {
  /** A view this young is given out again. */
  readonly maxAgeMs: number;
  /** How old the last good view may grow while no newer one can be had. */
  readonly graceMs: number;
}

const LIMITS: CacheLimits = { maxAgeMs: 3_000, graceMs: 60 * 60_000 };

/**
 * Computes the view at most once every few seconds and never twice at a time, however many ask.
 * When it cannot be computed, the last good one is given out and marked: a status page is wanted most
 * when something is broken. `report` is told of each failure.
 */
export function cachedView(
  compute: (nowMs: number) => Promise<PublicView>,
  report: (error: unknown) => void,
  { maxAgeMs, graceMs }: CacheLimits = LIMITS,
): (nowMs: number) => Promise<PublicView> {
  let last: { readonly view: PublicView; readonly atMs: number } | null = null;
  let running: Promise<PublicView> | null = null;

  async function renew(nowMs: number): Promise<PublicView> {
    try {
      last = { view: await compute(nowMs), atMs: nowMs };
      return last.view;
    } catch (error) {
      if (last === null || nowMs - last.atMs > graceMs) throw error;
      report(error);
      return { ...last.view, isStale: true };
    } finally {
      running = null;
    }
  }

  return async (nowMs) => {
    if (last !== null && nowMs - last.atMs < maxAgeMs) return last.view;
    return (running ??= renew(nowMs));
  };
}
