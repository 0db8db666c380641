import type { PlacedSlot } from "../measurement/index.ts";
import type { Store } from "../store/index.ts";
import type { Clock } from "../time/index.ts";
import { addSlot, intake, type Rejected } from "./intake.ts";
import type { DurationMetric, HistogramPoint } from "./metrics.ts";
import { SeriesMemory } from "./series-memory.ts";
import type { WatchedAddons } from "./watched-addon.ts";

export interface IntakeDeps {
  readonly store: Pick<Store, "slots">;
  readonly clock: Clock;
  /** The add-ons watched now. */
  readonly addons: () => WatchedAddons;
}

export interface Intake {
  /**
   * Takes a request in; resolves once what it measured is durable. `id` tells requests apart: one
   * that was taken in already, and is sent again because its answer was lost, adds nothing.
   * @throws PlimsollError of the store: nothing of the request was taken in, sending it again is right.
   */
  take(id: string, metrics: readonly DurationMetric[]): Promise<Receipt>;
}

export interface Receipt {
  readonly accepted: number;
  readonly rejected: Rejected;
}

interface Waiting {
  readonly metrics: readonly DurationMetric[];
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_RECEIPTS = 4096;

/**
 * One request after the other: cumulative points must follow their predecessors. Those that arrive
 * while the store is busy share the next transaction, so that waiting costs little.
 */
export function openIntake({ store, clock, addons }: IntakeDeps): Intake {
  const memory = new SeriesMemory(clock.nowMs());
  const receipts = new Map<string, Promise<Receipt>>();
  let waiting: Waiting[] = [];
  let isWorking = false;

  async function work(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await storeBatch(batch);
    }
    isWorking = false;
  }

  async function storeBatch(batch: readonly Waiting[]): Promise<void> {
    const slots = new Map<string, PlacedSlot>();
    const seen = new Map<string, HistogramPoint>();
    const nowMs = clock.nowMs();
    const lastOf = (series: string) => seen.get(series) ?? memory.lastOf(series);
    const { knownSinceNs } = memory;
    try {
      const taken = batch.map(({ metrics }) => {
        const one = intake(metrics, { nowMs, addons: addons(), lastOf, knownSinceNs });
        for (const [series, point] of one.seen) seen.set(series, point);
        for (const placed of one.slots) addSlot(slots, placed);
        return one;
      });
      if (slots.size > 0) await store.slots.add([...slots.values()]);
      memory.remember(seen, nowMs);
      for (const [i, { resolve }] of batch.entries()) resolve(taken[i]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  function remember(id: string, receipt: Promise<Receipt>): void {
    receipts.set(id, receipt);
    receipt.catch(() => receipts.delete(id));
    if (receipts.size <= MOST_RECEIPTS) return;
    for (const oldest of receipts.keys()) {
      receipts.delete(oldest);
      break;
    }
  }

  return {
    take(id, metrics) {
      const known = receipts.get(id);
      if (known) return known;
      const receipt = new Promise<Receipt>((resolve, reject) => {
        waiting.push({ metrics, resolve, reject });
      });
      remember(id, receipt);
      if (!isWorking) void work();
      return receipt;
    },
  };
}
