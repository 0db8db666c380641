import type { SlotBlock } from "../measurement/index.ts";
import type { TotalsByIndicator } from "./account-context.ts";
import type { CalendarDay } from "./calendar.ts";
import { isFrameLoad, isRequest } from "./evidence.ts";
import { addBlock } from "./indicator-totals.ts";

/**
 * Adds one day of one scope to its totals: minutes that count, and of the agent's only those in
 * which the edge saw nothing, so that no request is counted twice.
 */
export function addDay(
  totals: TotalsByIndicator,
  at: number,
  { open, isOpen }: CalendarDay,
  blocks: readonly SlotBlock[],
  seenByEdge: Uint8Array | null,
): void {
  const ofOthers = isOpen ? null : (minute: number) => open[minute] === 1;
  const ofAgent = seenByEdge
    ? (minute: number) => open[minute] === 1 && seenByEdge[minute] === 0
    : ofOthers;
  for (const block of blocks) {
    const own = totals.get(block.stream.indicator);
    if (!own || !(isRequest(block.stream) || isFrameLoad(block.stream))) continue;
    addBlock(own, at, block, block.stream.source === "agent" ? ofAgent : ofOthers);
  }
}
