import { type SlotBlock, type Stream, streamKey } from "../measurement/index.ts";

/** Streams as they are read: tenant by tenant, the same in every store whatever its collation. */
export function compareStreams(a: Stream, b: Stream): number {
  return compareText(a.tenant, b.tenant) || compareText(streamKey(a), streamKey(b));
}

/** The order of `SlotStore.blocks`: tenant, day, stream key. */
export function compareBlocks(a: SlotBlock, b: SlotBlock): number {
  return (
    compareText(a.stream.tenant, b.stream.tenant) ||
    a.day - b.day ||
    compareText(streamKey(a.stream), streamKey(b.stream))
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
