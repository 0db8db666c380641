import { PlimsollError } from "../core/errors/index.ts";
import { type SlotBlock, streamKey } from "../core/measurement/index.ts";
import type { Store } from "../core/store/index.ts";
import type { Trace } from "./trace.ts";

/**
 * A store whose disk loses blocks: after `strike`, the first block that is read cannot be read any
 * more. As with the real stores, it is reported and left out, or thrown where nobody listens.
 */
export function damagedDisk(disk: Store, trace: Trace): { readonly store: Store; strike(): void } {
  const lost = new Set<string>();
  let strikes = 0;
  const keyOf = ({ stream, day }: SlotBlock): string => `${day} ${streamKey(stream)}`;

  function isLost(block: SlotBlock): boolean {
    if (strikes > 0) {
      strikes--;
      lost.add(keyOf(block));
    }
    return lost.has(keyOf(block));
  }

  async function* blocks(query: Parameters<Store["slots"]["blocks"]>[0]) {
    for await (const batch of disk.slots.blocks(query)) {
      const whole = batch.filter((block) => {
        if (!isLost(block)) return true;
        const { stream, day } = block;
        const reason = "The simulated disk has lost it.";
        trace.sometimes("a damaged block was read");
        if (query.onDamage === undefined) throw new PlimsollError("store.damaged", reason);
        query.onDamage({ stream, day, reason });
        return false;
      });
      if (whole.length > 0) yield whole;
    }
  }

  return {
    store: { ...disk, slots: { ...disk.slots, blocks } },
    strike() {
      strikes++;
    },
  };
}
