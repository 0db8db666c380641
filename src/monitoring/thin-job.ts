import type { Operations } from "../core/contract/index.ts";
import type { KeptDays, OnDamage, Store } from "../core/store/index.ts";
import { DAY_MS, dayOf, HOUR_MS, minuteOf } from "../core/time/index.ts";
import type { Job } from "../engine/index.ts";

/**
 * Keeps of days long past only what each contract says.
 * @param retention by the add-on's key
 */
export const thinJob = (
  { slots }: Pick<Store, "slots">,
  retention: ReadonlyMap<string, Operations["retention"]>,
  onDamage?: OnDamage,
): Job => ({
  name: "slots/thin",
  about: "Keeps of days long past only what the contract says.",
  when: { everyMs: HOUR_MS },
  async run({ nowMs }) {
    for (const [addon, kept] of retention) await slots.thin(addon, keptDays(kept, nowMs), onDamage);
  },
});

/** Whole days: whatever is kept for a day is there for the day before today too. */
export function keptDays({ detailMs, countsMs }: Operations["retention"], nowMs: number): KeptDays {
  const today = dayOf(minuteOf(nowMs));
  const from = (keptMs: number) => today - Math.ceil(keptMs / DAY_MS);
  return { minutesFrom: from(detailMs), countsFrom: from(countsMs) };
}
