import type { SlotBlock, Stream } from "../measurement/index.ts";

/** One text per stream: its fields in the order that blocks are read in. */
export const streamKey = ({ addon, tenant, indicator, source, release, region }: Stream): string =>
  [addon, tenant, indicator, source, release, region].join("\u0000");

/** The order of `SlotStore.blocks`: tenant, then day, then the rest of the stream, by code units. */
export function compareBlocks(a: SlotBlock, b: SlotBlock): number {
  return (
    compareText(a.stream.tenant, b.stream.tenant) ||
    a.day - b.day ||
    compareText(streamKey(a.stream), streamKey(b.stream))
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
