import type { SlotBlock } from "../measurement/index.ts";
import { MINUTES_PER_DAY } from "../time/index.ts";
import { isRequest } from "./evidence.ts";

/** One scope's requests of one day, each minute told by one source only. */
export interface Requests {
  /** Minutes of the day with events, in no order. */
  readonly minutes: Uint16Array;
  /** By minute of the day. */
  readonly events: Float64Array;
  readonly bad: Float64Array;
  /** 1 where the edge saw events: there the agent's word about the same requests is left out. */
  readonly seenByEdge: Uint8Array;
}

/** Reads the requests among a day's blocks; `seenByEdge` tells of minutes the edge saw elsewhere. */
export type ReadRequests = (blocks: readonly SlotBlock[], seenByEdge?: Uint8Array) => Requests;

/** Reads into one set of columns: what it answers holds until it is asked for the next day. */
export function requestReader(): ReadRequests {
  const touched = new Uint16Array(MINUTES_PER_DAY);
  const events = new Float64Array(MINUTES_PER_DAY);
  const bad = new Float64Array(MINUTES_PER_DAY);
  const seenByEdge = new Uint8Array(MINUTES_PER_DAY);
  let size = 0;

  function clear() {
    for (let at = 0; at < size; at++) events[touched[at]!] = bad[touched[at]!] = 0;
    seenByEdge.fill(0);
    size = 0;
  }

  function read({ stream, minutes, events: told, bad: failed }: SlotBlock) {
    const isEdge = stream.source === "edge";
    for (let at = 0; at < minutes.length; at++) {
      const minute = minutes[at]!;
      if (told[at] === 0 || (!isEdge && seenByEdge[minute] === 1)) continue;
      if (events[minute] === 0) touched[size++] = minute;
      events[minute]! += told[at]!;
      bad[minute]! += failed[at]!;
      if (isEdge) seenByEdge[minute] = 1;
    }
  }

  return (blocks, seenElsewhere) => {
    clear();
    if (seenElsewhere) seenByEdge.set(seenElsewhere);
    const requests = blocks.filter(({ stream }) => isRequest(stream));
    for (const block of requests) if (block.stream.source === "edge") read(block);
    for (const block of requests) if (block.stream.source === "agent") read(block);
    return { minutes: touched.subarray(0, size), events, bad, seenByEdge };
  };
}
