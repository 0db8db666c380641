import type { SlotBlock } from "../core/measurement/index.ts";
import type { ResourceUse } from "../core/resources/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import { dayOf, minuteOf } from "../core/time/index.ts";
import { usesOf } from "./uses-of.ts";

/** What add-ons use, as the store told it last: whoever took it in. */
export interface RecentUse {
  /** Reads it anew. @throws PlimsollError of the store */
  refresh(addon: string, nowMs: number): Promise<readonly ResourceUse[]>;
  /** As it was read last. */
  of(addon: string): readonly ResourceUse[];
}

/** Remembers today and yesterday; of what cannot be read the figures tell. */
export function recentUse(slots: Pick<SlotStore, "blocks">): RecentUse {
  const known = new Map<string, readonly ResourceUse[]>();
  return {
    async refresh(addon, nowMs) {
      const today = dayOf(minuteOf(nowMs));
      const days = { from: today - 1, to: today, detailOn: [] };
      const found: SlotBlock[] = [];
      for await (const blocks of slots.blocks({ addon, tenant: "", ...days, onDamage: () => {} }))
        found.push(...blocks);
      const uses = usesOf(found);
      known.set(addon, uses);
      return uses;
    },
    of: (addon) => known.get(addon) ?? [],
  };
}
