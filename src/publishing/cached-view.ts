import { ageMs, type Clock, type Moment, momentOf } from "../core/time/index.ts";
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
 * status page is wanted most when something is broken. `report` is told of each failure. Ages are
 * the monotonic clock's: a wall clock that is set back must not keep an old view.
 */
export function cachedView(
  compute: (nowMs: number) => Promise<PublicView>,
  report: (error: unknown) => void,
  clock: Pick<Clock, "nowMs" | "monotonicMs">,
  { maxAgeMs, costShare, graceMs }: CacheLimits = LIMITS,
): () => Promise<PublicView> {
  let last: Kept | null = null;
  let running: Promise<PublicView> | null = null;

  async function renew(): Promise<PublicView> {
    const start = momentOf(clock);
    const keep = (view: PublicView, drawnUp: Moment): PublicView => {
      const keptForMs = Math.max(maxAgeMs, costShare * ageMs(start, clock));
      last = { view, drawnUp, since: start, keptForMs };
      return view;
    };
    try {
      return keep(await compute(start.atMs), start);
    } catch (error) {
      if (last === null || ageMs(last.drawnUp, clock) > graceMs) throw error;
      report(error);
      return keep({ ...last.view, isStale: true }, last.drawnUp);
    } finally {
      running = null;
    }
  }

  return async () => {
    if (last !== null && ageMs(last.since, clock) < last.keptForMs) return last.view;
    return (running ??= renew());
  };
}

interface Kept {
  readonly view: PublicView;
  /** When it was good. */
  readonly drawnUp: Moment;
  readonly since: Moment;
  readonly keptForMs: number;
}
