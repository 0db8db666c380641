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
 * When it cannot be computed, the last good one is given out, marked, and no sooner tried again: a
 * status page is wanted most when something is broken. `report` is told of each failure.
 */
export function cachedView(
  compute: (nowMs: number) => Promise<PublicView>,
  report: (error: unknown) => void,
  clockMs: () => number,
  { maxAgeMs, costShare, graceMs }: CacheLimits = LIMITS,
): (nowMs: number) => Promise<PublicView> {
  let last: Kept | null = null;
  let running: Promise<PublicView> | null = null;

  async function renew(nowMs: number): Promise<PublicView> {
    const startMs = clockMs();
    const keep = (view: PublicView, drawnUpMs: number): PublicView => {
      const keptForMs = Math.max(maxAgeMs, costShare * (clockMs() - startMs));
      last = { view, drawnUpMs, sinceMs: nowMs, keptForMs };
      return view;
    };
    try {
      return keep(await compute(nowMs), nowMs);
    } catch (error) {
      if (last === null || nowMs - last.drawnUpMs > graceMs) throw error;
      report(error);
      return keep({ ...last.view, isStale: true }, last.drawnUpMs);
    } finally {
      running = null;
    }
  }

  return async (nowMs) => {
    if (last !== null && nowMs - last.sinceMs < last.keptForMs) return last.view;
    return (running ??= renew(nowMs));
  };
}

interface Kept {
  readonly view: PublicView;
  /** When it was good. */
  readonly drawnUpMs: number;
  readonly sinceMs: number;
  readonly keptForMs: number;
}
