import type { OnReadOpts, Socket } from "node:net";

const SHARED_BYTES = 65_536;

/** Every stream of a thread reads into this buffer: a receiver copies what it wants to keep. */
const readBytes = Buffer.allocUnsafeSlow(SHARED_BYTES);
/** Every stream writes from this one; it is replaced when the system still holds on to it. */
let writtenBytes = Buffer.allocUnsafeSlow(SHARED_BYTES);

/** What a stream tells its owner. */
export interface StreamEvents {
  /** Bytes have come; they are valid until this returns. */
  onBytes(bytes: Buffer, from: number, to: number): void;
  /** Everything written has left. */
  onDrain(): void;
  /** The other side will send no more. */
  onEnd(): void;
  /** It is over; with the error's code, such as "ECONNRESET", where it broke. */
  onClose(code: string | null): void;
}

/** The `onread` option with which a socket must be opened: Node would else allocate 64 KiB for each read. */
export const sharedReading = (events: StreamEvents): OnReadOpts => ({
  buffer: readBytes,
  callback(sizeBytes) {
    events.onBytes(readBytes, 0, sizeBytes);
    return true;
  },
});

/** A TCP or TLS connection that was opened with `sharedReading`. */
export class ByteStream {
  readonly #socket: Socket;

  constructor(socket: Socket, events: StreamEvents) {
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

  /** Written, and not taken by the operating system yet. */
  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  get isPaused(): boolean {
    return this.#socket.isPaused();
  }

  get isDestroyed(): boolean {
    return this.#socket.destroyed;
  }

  /** Sends the first bytes of a buffer, which may be changed once this returns. */
  write(bytes: Buffer, sizeBytes = bytes.length): void {
    if (sizeBytes > SHARED_BYTES) {
      this.#socket.write(Buffer.from(bytes.subarray(0, sizeBytes)));
      return;
    }
    bytes.copy(writtenBytes, 0, 0, sizeBytes);
    this.#socket.write(writtenBytes.subarray(0, sizeBytes));
    if (this.#socket.writableLength > 0) writtenBytes = Buffer.allocUnsafeSlow(SHARED_BYTES);
  }

  /** Sends no more once everything is sent. */
  end(): void {
    this.#socket.end();
  }

  /** Asks for no more bytes; some may still come. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Ends it at once. */
  destroy(): void {
    this.#socket.destroy();
  }

  /** Ends it at once; the other side sees a reset. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }
}
