import type { OnDamage, Store } from "../core/store/index.ts";
import { type Clock, minuteOf } from "../core/time/index.ts";
import type { Job } from "../engine/index.ts";

const EVERY_MS = 10 * 60_000;
/** Rows are counted more often: reading, and the file, grow with them. */
const LOOK_EVERY_MS = 10_000;
const MOST_UNPACKED = 100_000;

/** Keeps measurements packed, by time and by amount, so that reading them stays quick; figures do not change by it. */
export function packJob({ slots }: Pick<Store, "slots">, clock: Clock, onDamage?: OnDamage): Job {
  let packedMs = Number.NEGATIVE_INFINITY;
  return {
    name: "slots/pack",
    about: "Packs what was measured, every ten minutes and when there is much of it.",
    when: { everyMs: LOOK_EVERY_MS },
    async run({ lease: fence }) {
      const isTime = clock.monotonicMs() - packedMs >= EVERY_MS;
      if (!isTime && (await slots.unpacked()) < MOST_UNPACKED) return;
      packedMs = clock.monotonicMs();
      await slots.pack(minuteOf(clock.nowMs()), { onDamage, fence });
    },
  };
}
