import type { Operations } from "../core/contract/index.ts";
import type { KeptDays, OnDamage, Store } from "../core/store/index.ts";
import { DAY_MS, type Day, dayOf, HOUR_MS, minuteOf } from "../core/time/index.ts";
import type { Job, Known } from "../engine/index.ts";

interface ThinningOptions {
  /** From which day on counts are still needed, whatever the contract says; null: for nothing. */
  readonly neededFrom?: (known: Known, addon: string, nowMs: number) => Day | null;
  readonly onDamage?: OnDamage;
}

/**
 * Keeps of days long past only what each contract says.
 * @param retention of the add-ons that are watched now, by their key
 */
export const thinJob = (
  { slots }: Pick<Store, "slots">,
  retention: () => ReadonlyMap<string, Operations["retention"]>,
  { neededFrom = () => null, onDamage }: ThinningOptions = {},
): Job => ({
  name: "slots/thin",
  about: "Keeps of days long past only what the contract says.",
  when: { everyMs: HOUR_MS },
  async run({ nowMs, known, signal }) {
    for (const [addon, kept] of retention()) {
      const { minutesFrom, countsFrom } = keptDays(kept, nowMs);
      const needed = neededFrom(known, addon, nowMs) ?? countsFrom;
      const days = { minutesFrom, countsFrom: Math.min(countsFrom, needed) };
      // Only so much at a time: packing and reading get their turn in between.
      while (!signal.aborted && (await slots.thin(addon, days, onDamage)) > 0);
    }
  },
});

/** Whole days: whatever is kept for a day is there for the day before today too. */
export function keptDays({ detailMs, countsMs }: Operations["retention"], nowMs: number): KeptDays {
  const today = dayOf(minuteOf(nowMs));
  const from = (keptMs: number) => today - Math.ceil(keptMs / DAY_MS);
  return { minutesFrom: from(detailMs), countsFrom: from(countsMs) };
}
