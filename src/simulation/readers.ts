import { type Clock, MINUTE_MS } from "../core/time/index.ts";
import type { Server } from "./server.ts";

export interface ReadersDeps {
  readonly trueTime: Clock;
  /** Those that are alive. */
  readonly servers: () => readonly Server[];
  /** Moments at which a store call failed or a process came or went. */
  readonly troubles: readonly number[];
}

/** Seldom, since drawing a page reads the whole month. */
const EVERY_MS = 120 * MINUTE_MS;
/** A failure of the store this short ago excuses an old page. */
const TROUBLED_MS = 10 * MINUTE_MS;
/** A page is drawn anew every few seconds; what is older than this has stopped. */
const FRESH_MS = MINUTE_MS;

/** Somebody reads the page of every server now and then, and notes where one has stopped. */
export function readers({ trueTime, servers, troubles }: ReadersDeps) {
  const found: string[] = [];

  async function read(server: Server): Promise<void> {
    const ageMs = await server.view().then(
      (seen) => seen.ageMs,
      () => Number.POSITIVE_INFINITY,
    );
    const nowMs = trueTime.nowMs();
    const isTroubled = troubles.some((atMs) => atMs > nowMs - TROUBLED_MS);
    if (ageMs <= FRESH_MS || isTroubled) return;
    const at = new Date(nowMs).toISOString();
    found.push(`at ${at} the page of ${server.name} is ${Math.round(ageMs / 1000)} s old`);
  }

  const readAll = () => servers().forEach((server) => void read(server));
  const turn = () => {
    readAll();
    trueTime.after(EVERY_MS, turn);
  };
  trueTime.after(EVERY_MS, turn);
  return { found, readAll };
}
