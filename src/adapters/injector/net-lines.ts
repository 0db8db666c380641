import type { Socket } from "node:net";
import type { SocketEvents } from "../io-uring/index.ts";
import { monotonicMs } from "./clock.ts";
import { dial, type Place } from "./dial.ts";
import type { Line, Lines } from "./lines.ts";
import { comeBack } from "./pacer.ts";

/** Shared by all lines of a thread: each read is seen before the next one is made. */
const buffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Lines over Node's own sockets: TLS, and machines without a ring. */
export class NetLines implements Lines {
  #isBusy = false;

  dial(place: Place, events: SocketEvents): Line {
    return new NetLine(place, events, () => {
      this.#isBusy = true;
    });
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

class NetLine implements Line {
  readonly #socket: Socket;
  readonly #onBusy: () => void;

  constructor(place: Place, events: SocketEvents, onBusy: () => void) {
    this.#onBusy = onBusy;
    const callback = (sizeBytes: number) => {
      onBusy();
      events.onBytes(buffer, 0, sizeBytes);
      return true;
    };
    this.#socket = dial(place, { buffer, callback }, () => events.onOpen());
    let code: string | null = null;
    this.#socket.on("error", (error: NodeJS.ErrnoException) => {
      code = error.code ?? "";
    });
    this.#socket.on("drain", () => events.onDrain());
    this.#socket.on("end", () => events.onEnd());
    this.#socket.on("close", () => events.onClose(code));
  }

  get hasUnsent(): boolean {
    return this.#socket.writableLength > 0;
  }

  write(bytes: Buffer, sizeBytes: number): void {
    this.#onBusy();
    this.#socket.write(bytes.subarray(0, sizeBytes));
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
