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
  const limitsS = limitsMs.map((limitMs) => limitMs / 1000);
  const within = new Float64Array(limitsMs.length);
  let events = 0;
  let bad = 0;

  const limits = (): Map<number, LimitCount> =>
    new Map(
      limitsMs.map((limitMs, i) => [limitMs, { within: within[i]!, beyond: events - within[i]! }]),
    );

  return {
    record(seconds, failed) {
      events++;
      if (failed) {
        bad++;
        failures.record(seconds);
        return;
      }
      good.record(seconds);
      for (let i = 0; i < limitsS.length; i++) if (seconds <= limitsS[i]!) within[i]!++;
    },
    slot: () =>
      events === 0
        ? emptySlot
        : { events, bad, limits: limits(), good: good.sketch(), failed: failures.sketch() },
    reset() {
      good.reset();
      failures.reset();
      within.fill(0);
      events = bad = 0;
    },
  };
}
