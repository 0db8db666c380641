import {
  forecastUsage,
  type Store,
  type StorePlace,
  type UsageForecast,
} from "../core/store/index.ts";
import { type Clock, DAY_MS, HOUR_MS } from "../core/time/index.ts";
import { repeat } from "./repeat.ts";
import type { WriteLog } from "./write-log.ts";

const LOOK_EVERY_MS = 5_000;
const NOTE_EVERY_MS = HOUR_MS;
const KEPT_MS = 8 * DAY_MS;

export interface StoreWatchDeps {
  readonly store: Pick<Store, "health">;
  readonly clock: Clock;
  readonly writes: Pick<WriteLog, "state">;
  /** Called after each look. */
  readonly onState: (state: StoreState) => void;
  /** Called when the store cannot be asked. */
  readonly onError: (error: unknown) => void;
}

/** How the store fares, as it was seen last. */
export interface StoreState extends StorePlace {
  /** Why it takes nothing, or not everything; null: it takes what it is given. */
  readonly failure: Error | null;
  readonly sizeBytes: number | null;
  readonly forecast: UsageForecast;
}

/**
 * Looks every few seconds whether the store takes what it is given and is where it was opened, so
 * that it is known before anybody wants to write; notes once an hour how much it takes.
 */
export function watchStore(deps: StoreWatchDeps): { close(): Promise<void> } {
  const { clock, writes, onState, onError } = deps;
  const { health } = deps.store;
  let notedMs = Number.NEGATIVE_INFINITY;
  let forecast = forecastUsage([]);

  async function note(storeBytes: number, { disk }: StorePlace): Promise<void> {
    const sample = {
      atMs: clock.nowMs(),
      storeBytes,
      availableBytes: disk?.availableBytes ?? null,
    };
    await health.noteUsage(sample, sample.atMs - KEPT_MS);
    forecast = forecastUsage(await health.usage());
    notedMs = clock.monotonicMs();
  }

  async function look(): Promise<void> {
    // What it comes to is in the log of writes.
    await health.touch().catch(() => {});
    try {
      const place = await health.place();
      const sizeBytes = await health.sizeBytes().catch(() => null);
      const { failure } = writes.state();
      const isDue = clock.monotonicMs() - notedMs >= NOTE_EVERY_MS;
      if (isDue && failure === null && sizeBytes !== null) await note(sizeBytes, place);
      onState({ ...place, failure, sizeBytes, forecast });
    } catch (error) {
      onError(error);
    }
  }

  return repeat(clock, LOOK_EVERY_MS, look);
}
