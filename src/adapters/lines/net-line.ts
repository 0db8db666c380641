import type { OnReadOpts, Socket } from "node:net";
import type { Line, LineEvents } from "./line.ts";

const SHARED_BYTES = 65_536;

/** All lines of a thread read into it: whoever is told of bytes takes what is to stay. */
const readBytes = Buffer.allocUnsafeSlow(SHARED_BYTES);
/** All write from it; another takes its place when the system still holds on to this one. */
let writtenBytes = Buffer.allocUnsafeSlow(SHARED_BYTES);

/** How a socket is to be opened so that its line hears of bytes. */
export const reading = (events: LineEvents): OnReadOpts => ({
  buffer: readBytes,
  callback(sizeBytes) {
    events.onBytes(readBytes, 0, sizeBytes);
    return true;
  },
});

/** A line over a socket of Node's own, of TCP or TLS, that was opened with `reading`. */
export class NetLine implements Line {
  readonly #socket: Socket;

  constructor(socket: Socket, events: LineEvents) {
    this.#socket = socket;
    let code: string | null = null;
    socket.on("error", (error: NodeJS.ErrnoException) => {
      code = error.code ?? "";
      socket.destroy();
    });
    socket.on("drain", () => events.onDrain());
    socket.on("end", () => events.onEnd());
    socket.on("close", () => events.onClose(code));
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  get isPaused(): boolean {
    return this.#socket.isPaused();
  }

  get isDestroyed(): boolean {
    return this.#socket.destroyed;
  }

  write(bytes: Buffer, sizeBytes = bytes.length): void {
    if (sizeBytes > SHARED_BYTES) {
      this.#socket.write(Buffer.from(bytes.subarray(0, sizeBytes)));
      return;
    }
    bytes.copy(writtenBytes, 0, 0, sizeBytes);
    this.#socket.write(writtenBytes.subarray(0, sizeBytes));
    if (this.#socket.writableLength > 0) writtenBytes = Buffer.allocUnsafeSlow(SHARED_BYTES);
  }

  ask(bytes: Buffer, sizeBytes: number): void {
    this.#socket.write(bytes.subarray(0, sizeBytes));
  }

  end(): void {
    this.#socket.end();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }
}
