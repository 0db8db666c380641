import type { PlacedSlot } from "../measurement/index.ts";
import type { Store } from "../store/index.ts";
import { addSlot } from "./intake.ts";

/** Hands slots to the store, and keeps them for the next time while it cannot take them. */
export interface Outbox {
  /** Rejects with the store's error; what was sent goes along with the next. */
  send(placed: PlacedSlot): Promise<void>;
}

/** A week of checks every half minute; beyond it the oldest are given up. */
const MOST_SLOTS = 20_000;

export function outbox(store: Pick<Store, "slots">): Outbox {
  let kept = new Map<string, PlacedSlot>();

  return {
    async send(placed) {
      const sending = kept;
      kept = new Map();
      addSlot(sending, placed);
      try {
        await store.slots.add([...sending.values()]);
      } catch (error) {
        keep(sending);
        throw error;
      }
    },
  };

  function keep(unsent: Map<string, PlacedSlot>): void {
    for (const placed of kept.values()) addSlot(unsent, placed);
    for (const key of unsent.keys()) {
      if (unsent.size <= MOST_SLOTS) break;
      unsent.delete(key);
    }
    kept = unsent;
  }
}
