import { recorder } from "./recorder.ts";
import { emptySlot, type LimitCount, type Slot } from "./slot.ts";

/** Takes events one by one, and decides each limit exactly. */
export interface SlotRecorder {
  record(seconds: number, failed: boolean): void;
  slot(): Slot;
  reset(): void;
}

/** `limitsMs`: the limits that the contract promises for this kind of event. */
export function slotRecorder(limitsMs: readonly number[]): SlotRecorder {
  const good = recorder();
  const failures = recorder();
  const limitsS = Float64Array.from(limitsMs, (limitMs) => limitMs / 1000);
  const within = new Float64Array(limitsMs.length);
  let events = 0;
  let bad = 0;

  const limitCount = (at: number): LimitCount => ({
    within: within[at]!,
    beyond: events - within[at]!,
  });

  return {
    record(seconds, failed) {
      (failed ? failures : good).record(seconds);
      events++;
      if (failed) bad++;
      else for (let i = 0; i < limitsS.length; i++) if (seconds <= limitsS[i]!) within[i]!++;
    },
    slot: () =>
      events === 0
        ? emptySlot
        : {
            events,
            bad,
            undecided: 0,
            limits: new Map(limitsMs.map((limitMs, at) => [limitMs, limitCount(at)])),
            good: good.sketch(),
            failed: failures.sketch(),
          },
    reset() {
      good.reset();
      failures.reset();
      within.fill(0);
      events = bad = 0;
    },
  };
}
