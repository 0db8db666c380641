import { MINUTES_PER_DAY } from "../time/index.ts";
import type { Requests } from "./requests.ts";

/** The requests of many scopes, summed minute by minute over a period. */
export interface RequestSums {
  /** `open`: 1 for each minute that counts. */
  add(at: number, requests: Requests, open: Uint8Array): void;
  /** The sum of one day, as if it were one scope's. */
  dayAt(at: number): Requests;
}

export function requestSums(days: number): RequestSums {
  const allEvents = new Float64Array(days * MINUTES_PER_DAY);
  const allBad = new Float64Array(days * MINUTES_PER_DAY);
  const allUndecided = new Float64Array(days * MINUTES_PER_DAY);
  const allSeen = new Uint8Array(days * MINUTES_PER_DAY);
  return {
    add(at, { minutes, events, bad, undecided, seenByEdge }, open) {
      const start = at * MINUTES_PER_DAY;
      for (let i = 0; i < minutes.length; i++) {
        if (open[minutes[i]!] === 0) continue;
        allEvents[start + minutes[i]!]! += events[i]!;
        allBad[start + minutes[i]!]! += bad[i]!;
        allUndecided[start + minutes[i]!]! += undecided[i]!;
        if (seenByEdge) allSeen[start + minutes[i]!]! |= seenByEdge[minutes[i]!]!;
      }
    },
    dayAt(at) {
      const [start, end] = [at * MINUTES_PER_DAY, (at + 1) * MINUTES_PER_DAY];
      return {
        minutes: everyMinute,
        events: allEvents.subarray(start, end),
        bad: allBad.subarray(start, end),
        undecided: allUndecided.subarray(start, end),
        seenByEdge: allSeen.subarray(start, end),
      };
    },
  };
}

const everyMinute = Uint16Array.from({ length: MINUTES_PER_DAY }, (_, minute) => minute);
