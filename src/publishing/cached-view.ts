import { ageMs, type Clock, type Moment, momentOf } from "../core/time/index.ts";
import type { PublicView } from "./public-view.ts";

export interface CacheLimits {
  /** A view this young is given out again. */
  readonly maxAgeMs: number;
  /** A view that took long is kept longer, so that drawing it up costs at most one part in so many. */
  readonly costShare: number;
  /** Callers wait for the computation if it took no longer the last time; otherwise they get the last view. */
  readonly patienceMs: number;
  /** How old the last good view may grow while no newer one can be had. */
  readonly graceMs: number;
}

const LIMITS: CacheLimits = {
  maxAgeMs: 3_000,
  costShare: 20,
  patienceMs: 250,
  graceMs: 60 * 60_000,
};

/** A view of the last minute is shown rather than that somebody waits. */
const FRESH_MS = 60_000;
/** However long it took: a process that stood still meanwhile must not show an old view for hours. */
const MOST_KEPT_MS = FRESH_MS / 2;

/**
 * Computes the view at most once every few seconds and never twice at a time, however many ask.
 * When it cannot be computed, the last good one is given out, marked, and no sooner tried again: a
 * status page is wanted most when something is broken. `report` is called with each failure. Ages are
 * the monotonic clock's: a wall clock that is set back must not keep an old view.
 * @param basis what the view rests on, as far as that is replaced at once: a view of another is not kept
 */
export function cachedView(
  compute: (nowMs: number) => Promise<PublicView>,
  report: (error: unknown) => void,
  clock: Pick<Clock, "nowMs" | "monotonicMs">,
  { maxAgeMs, costShare, patienceMs, graceMs }: CacheLimits = LIMITS,
  basis: () => unknown = () => null,
): () => Promise<PublicView> {
  let last: Kept | null = null;
  let running: Promise<PublicView> | null = null;

  async function renew(): Promise<PublicView> {
    const start = momentOf(clock);
    const of = basis();
    const keep = (view: PublicView, drawnUp: Moment): PublicView => {
      const tookMs = ageMs(start, clock);
      const keptForMs = Math.min(MOST_KEPT_MS, Math.max(maxAgeMs, costShare * tookMs));
      last = { view, of, drawnUp, since: start, keptForMs, tookMs };
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

  /** Young enough to be shown while a computation that takes long is going on. */
  const isReady = ({ tookMs, drawnUp }: Kept): boolean =>
    tookMs > patienceMs && ageMs(drawnUp, clock) <= FRESH_MS;

  return async () => {
    const isKept = last !== null && last.of === basis();
    if (last !== null && isKept && ageMs(last.since, clock) < last.keptForMs) return last.view;
    running ??= renew();
    if (last === null || !isReady(last)) return running;
    // That it fails is reported where it is kept, or thrown to the callers that wait.
    running.catch(() => {});
    return last.view;
  };
}

interface Kept {
  readonly view: PublicView;
  readonly of: unknown;
  /** When it was good. */
  readonly drawnUp: Moment;
  readonly since: Moment;
  readonly keptForMs: number;
  /** How long computing it, or failing to, took. */
  readonly tookMs: number;
}
