import type { Socket } from "node:net";
import { type Line, type LineEvents, NetLine, reading } from "../lines/index.ts";
import { monotonicMs } from "./clock.ts";
import { dial, type Place } from "./dial.ts";
import type { Lines } from "./lines.ts";
import { comeBack } from "./pacer.ts";

/** Lines over Node's own sockets: TLS, and machines without a ring. */
export class NetLines implements Lines {
  readonly sockets = "node";
  readonly inTurns = false;
  /** Whether bytes have come or gone since the shard acted last: then more are to be expected. */
  #isBusy = false;

  get cameMs(): number {
    return monotonicMs();
  }

  dial(place: Place, events: LineEvents): Line {
    const onBusy = () => {
      this.#isBusy = true;
    };
    const { buffer, callback } = reading(events);
    const onread: typeof callback = (sizeBytes, bytes) => {
      onBusy();
      return callback(sizeBytes, bytes);
    };
    const socket = dial(place, { buffer, callback: onread }, () => events.onOpen());
    return new BusyLine(socket, events, onBusy);
  }

  drive(act: () => number | null, onLate: (ms: number) => void): void {
    const go = (askedMs: number) => {
      onLate(Math.max(0, monotonicMs() - askedMs));
      const restMs = act();
      if (restMs === null) return;
      const isBusy = this.#isBusy;
      this.#isBusy = false;
      const nowMs = monotonicMs();
      const nextMs: number = nowMs + comeBack(() => go(nextMs), restMs, isBusy);
    };
    go(monotonicMs());
  }

  close(): void {}
}

class BusyLine extends NetLine {
  readonly #onBusy: () => void;

  constructor(socket: Socket, events: LineEvents, onBusy: () => void) {
    super(socket, events);
    this.#onBusy = onBusy;
  }

  override ask(bytes: Buffer, sizeBytes: number): void {
    this.#onBusy();
    super.ask(bytes, sizeBytes);
  }
}
