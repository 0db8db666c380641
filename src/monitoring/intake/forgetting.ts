import type { IntakeStore } from "../../core/store/index.ts";
import { type Clock, DAY_MS, HOUR_MS, MINUTE_MS } from "../../core/time/index.ts";

/** Between two times of forgetting. */
const EVERY_MS = 10 * MINUTE_MS;
/** Requests are remembered for at least an hour, as long as exporters send one again. */
const REQUESTS_KEPT_MS = HOUR_MS;
/** Points older than seven days are refused: a series that was silent for longer is over. */
const SERIES_KEPT_MS = 8 * DAY_MS;

/**
 * Forgets what nobody will ask for any more; called now and then, it acts when it is time. How old
 * a request is it tells by the monotonic clock, so that a clock which is set forward forgets nothing.
 */
export function forgetting(store: IntakeStore, clock: Clock): () => Promise<void> {
  /** The newest request at certain times: what has no greater number is older. */
  const marks: { readonly atMs: number; readonly newestRequest: number }[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;

  async function forget(nowMs: number): Promise<void> {
    const { newestRequest } = await store.kept();
    marks.push({ atMs: nowMs, newestRequest });
    let requestsUpTo = 0;
    while (marks[0] && marks[0].atMs <= nowMs - REQUESTS_KEPT_MS)
      requestsUpTo = marks.shift()!.newestRequest;
    await store.forget({ requestsUpTo, seriesBeforeNs: (clock.nowMs() - SERIES_KEPT_MS) * 1e6 });
  }

  return async () => {
    const nowMs = clock.monotonicMs();
    if (nowMs - lastMs < EVERY_MS) return;
    lastMs = nowMs;
    try {
      await forget(nowMs);
    } catch {
      // The store is away or full: the next time will do.
    }
  };
}
