import type { Sockets } from "../../loadtest/injection/index.ts";
import { RingSockets } from "../io-uring/index.ts";
import type { Line, LineEvents } from "../lines/index.ts";
import type { Place } from "./dial.ts";
import { NetLines } from "./net-lines.ts";
import { RingLines } from "./ring-lines.ts";

/** Opens the lines of a shard, and decides when it acts. */
export interface Lines {
  readonly sockets: Sockets;
  /**
   * Whether all is done in turns: what a shard sends leaves together at the end of one, and it is let
   * act when it was told of what has come, and need not do so itself.
   */
  readonly inTurns: boolean;
  /** When that came of which a shard is being told, on the clock of `monotonicMs`. */
  readonly cameMs: number;
  dial(place: Place, events: LineEvents): Line;
  /**
   * Lets a shard act, again and again until it answers null: it answers for how many milliseconds
   * it has nothing to do unless something comes.
   * @param onLate told how many milliseconds later than asked it was let act
   */
  drive(act: () => number | null, onLate: (ms: number) => void): void;
  close(): void;
}

/** The quickest lines to a place that this machine has. */
export function openLines({ target, address }: Place, connections: number): Lines {
  // An address with a zone is more than an address.
  const ring = target.isTls || address.includes("%") ? null : RingSockets.open();
  return ring === null ? new NetLines() : new RingLines(ring, connections);
}
