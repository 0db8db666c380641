import { MINUTES_PER_DAY } from "../time/index.ts";
import type { Requests } from "./requests.ts";

/** The requests of many scopes, summed minute by minute over a period. */
export interface RequestSums {
  add(at: number, requests: Requests): void;
  /** The sum of one day, as if it were one scope's. */
  dayAt(at: number): Requests;
}

export function requestSums(days: number): RequestSums {
  const allEvents = new Float64Array(days * MINUTES_PER_DAY);
  const allBad = new Float64Array(days * MINUTES_PER_DAY);
  const allSeen = new Uint8Array(days * MINUTES_PER_DAY);
  return {
    add(at, { minutes, events, bad, seenByEdge }) {
      const start = at * MINUTES_PER_DAY;
      for (const minute of minutes) {
        allEvents[start + minute]! += events[minute]!;
        allBad[start + minute]! += bad[minute]!;
        allSeen[start + minute]! |= seenByEdge[minute]!;
      }
    },
    dayAt(at) {
      const [start, end] = [at * MINUTES_PER_DAY, (at + 1) * MINUTES_PER_DAY];
      const events = allEvents.subarray(start, end);
      const minutes = Uint16Array.from(events.keys().filter((minute) => events[minute]! > 0));
      const seenByEdge = allSeen.subarray(start, end);
      return { minutes, events, bad: allBad.subarray(start, end), seenByEdge };
    },
  };
}
