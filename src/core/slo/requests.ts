import type { SlotBlock } from "../measurement/index.ts";
import { MINUTES_PER_DAY } from "../time/index.ts";
import { isRequest } from "./evidence.ts";

/** One scope's requests of one day; each minute is taken from one source only. */
export interface Requests {
  /** Minutes of the day, each once, in no order; the columns below run parallel to it. */
  readonly minutes: Uint16Array;
  readonly events: Float64Array;
  readonly bad: Float64Array;
  readonly undecided: Float64Array;
  /**
   * By minute of the day, 1 where the edge saw events: there the agent's word about the same
   * requests is left out. null on a day on which the edge saw none.
   */
  readonly seenByEdge: Uint8Array | null;
}

/** Reads the requests among a day's blocks; `seenByEdge`: minutes in which the edge saw requests elsewhere. */
export type ReadRequests = (
  blocks: readonly SlotBlock[],
  seenByEdge?: Uint8Array | null,
) => Requests;

/** Reads into one set of columns: what it answers holds until it is asked for the next day. */
export function requestReader(): ReadRequests {
  const minutes = new Uint16Array(MINUTES_PER_DAY);
  const events = new Float64Array(MINUTES_PER_DAY);
  const bad = new Float64Array(MINUTES_PER_DAY);
  const undecided = new Float64Array(MINUTES_PER_DAY);
  const seenByEdge = new Uint8Array(MINUTES_PER_DAY);
  /** Where a minute stands in the columns, counted from 1; 0: nowhere yet. */
  const places = new Uint16Array(MINUTES_PER_DAY);
  let size = 0;

  function clear() {
    size = 0;
    places.fill(0);
    seenByEdge.fill(0);
  }

  function read(block: SlotBlock) {
    const isEdge = block.stream.source === "edge";
    for (let i = 0; i < block.minutes.length; i++) {
      const minute = block.minutes[i]!;
      if (block.events[i] === 0 || (!isEdge && seenByEdge[minute] === 1)) continue;
      if (places[minute] === 0) {
        minutes[size] = minute;
        events[size] = bad[size] = undecided[size] = 0;
        places[minute] = ++size;
      }
      const place = places[minute]! - 1;
      events[place]! += block.events[i]!;
      bad[place]! += block.bad[i]!;
      undecided[place]! += block.undecided[i]!;
      if (isEdge) seenByEdge[minute] = 1;
    }
  }

  return (blocks, seenElsewhere = null) => {
    const requests = blocks.filter(({ stream }) => isRequest(stream));
    const edge = requests.filter(({ stream }) => stream.source === "edge");
    const isSeenByEdge = seenElsewhere !== null || edge.length > 0;
    // The usual day of a tenant: its columns are the answer.
    const [only, another] = requests;
    if (only && !another && !isSeenByEdge) return columnsOf(only);
    clear();
    if (seenElsewhere) seenByEdge.set(seenElsewhere);
    for (const block of edge) read(block);
    for (const block of requests) if (block.stream.source === "agent") read(block);
    return {
      minutes: minutes.subarray(0, size),
      events: events.subarray(0, size),
      bad: bad.subarray(0, size),
      undecided: undecided.subarray(0, size),
      seenByEdge: isSeenByEdge ? seenByEdge : null,
    };
  };
}

const columnsOf = ({ minutes, events, bad, undecided }: SlotBlock): Requests => ({
  minutes,
  events,
  bad,
  undecided,
  seenByEdge: null,
});
