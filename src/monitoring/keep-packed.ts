import { leaseTaker, type Store } from "../core/store/index.ts";
import { type Clock, minuteOf } from "../core/time/index.ts";
import { repeat } from "./repeat.ts";

const EVERY_MS = 10 * 60_000;
/** Rows are counted more often: reading, and the file, grow with them. */
const LOOK_EVERY_MS = 10_000;
const MOST_UNPACKED = 100_000;

export interface PackingDeps {
  readonly store: Pick<Store, "slots" | "leases">;
  readonly clock: Clock;
  /** Names this process; of several on one store one packs. */
  readonly holder: string;
  /** Told when packing fails; nothing is lost by it, and the next turn tries again. */
  readonly onError: (error: unknown) => void;
}

/** Keeps measurements packed, by time and by amount, so that reading them stays quick; figures do not change by it. */
export function keepPacked({ store, clock, holder, onError }: PackingDeps): {
  close(): Promise<void>;
} {
  const take = leaseTaker(store.leases, clock, holder);
  let packedMs = Number.NEGATIVE_INFINITY;

  async function isDue(): Promise<boolean> {
    if (clock.monotonicMs() - packedMs >= EVERY_MS) return true;
    return (await store.slots.unpacked()) >= MOST_UNPACKED;
  }

  async function look(): Promise<void> {
    try {
      if (!(await take("pack", EVERY_MS / 2)) || !(await isDue())) return;
      packedMs = clock.monotonicMs();
      await store.slots.pack(minuteOf(clock.nowMs()));
    } catch (error) {
      onError(error);
    }
  }
  return repeat(clock, LOOK_EVERY_MS, look);
}
