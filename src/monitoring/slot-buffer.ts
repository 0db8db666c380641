import type { PlacedSlot } from "../core/measurement/index.ts";
import type { Store } from "../core/store/index.ts";

/** Hands slots to the store, and keeps them for the next time while it cannot take them. */
export interface SlotBuffer {
  /** Rejects with the store's error; what was sent goes along with the next. */
  send(placed: readonly PlacedSlot[]): Promise<void>;
}

/** A week of checks every half minute; beyond it the oldest are given up. */
const MOST_SLOTS = 20_000;

export function slotBuffer(store: Pick<Store, "slots">): SlotBuffer {
  let kept: readonly PlacedSlot[] = [];

  return {
    async send(placed) {
      const sending = [...kept, ...placed];
      kept = [];
      try {
        await store.slots.add(sending);
      } catch (error) {
        kept = [...sending, ...kept].slice(-MOST_SLOTS);
        throw error;
      }
    },
  };
}
