import type { Operations } from "../core/contract/index.ts";
import { type KeptDays, leaseTaker, type Store } from "../core/store/index.ts";
import { type Clock, DAY_MS, dayOf, minuteOf } from "../core/time/index.ts";
import { repeat } from "./repeat.ts";

const EVERY_MS = 60 * 60_000;

export interface ThinningDeps {
  readonly store: Pick<Store, "slots" | "leases">;
  readonly clock: Clock;
  /** Names this process; of several on one store one thins. */
  readonly holder: string;
  /** By the add-on's key. */
  readonly retention: ReadonlyMap<string, Operations["retention"]>;
  /** Told when it fails; the next turn tries again. */
  readonly onError: (error: unknown) => void;
}

/** Keeps of days long past only what each contract says. */
export function keepThin({ store, clock, holder, retention, onError }: ThinningDeps): {
  close(): Promise<void>;
} {
  const take = leaseTaker(store.leases, clock, holder);

  async function thin(): Promise<void> {
    try {
      if (!(await take("thin", EVERY_MS / 2))) return;
      for (const [addon, kept] of retention)
        await store.slots.thin(addon, keptDays(kept, clock.nowMs()));
    } catch (error) {
      onError(error);
    }
  }
  return repeat(clock, EVERY_MS, thin);
}

/** Whole days: whatever is kept for a day is there for the day before today too. */
export function keptDays({ detailMs, countsMs }: Operations["retention"], nowMs: number): KeptDays {
  const today = dayOf(minuteOf(nowMs));
  const from = (keptMs: number) => today - Math.ceil(keptMs / DAY_MS);
  return { minutesFrom: from(detailMs), countsFrom: from(countsMs) };
}
