import {
  emptySketch,
  mergeSlots,
  type PlacedSlot,
  type Slot,
} from "../../core/measurement/index.ts";
import { isResource } from "../../core/resources/index.ts";

/**
 * What all tenants of an add-on measured together of requests, by indicator and minute: counts alone, so that
 * whoever decides within seconds whether to wake somebody reads a handful of streams, not each tenant's.
 */
export function sumsOf(slots: readonly PlacedSlot[]): readonly PlacedSlot[] {
  const sums = new Map<string, { readonly first: PlacedSlot; slot: Slot }>();
  for (const placed of slots) {
    const { stream, minute } = placed;
    if (isResource(stream.indicator)) continue;
    const key = `${stream.indicator} ${minute} ${stream.addon}`;
    const slot = countsOf(placed.slot);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { first: placed, slot });
    else sum.slot = mergeSlots(sum.slot, slot);
  }
  return [...sums.values()].map(({ first: { stream, minute }, slot }) => ({
    stream: { ...stream, tenant: "", source: "sum", release: "", region: "" },
    minute,
    slot,
  }));
}

const countsOf = (slot: Slot): Slot => ({ ...slot, good: emptySketch, failed: emptySketch });
