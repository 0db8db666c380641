/** A TCP connection that carries bytes, whatever it is made of. */
export interface Line {
  /** Written, and not taken by the operating system yet. */
  readonly unsentBytes: number;
  readonly isPaused: boolean;
  readonly isDestroyed: boolean;
  /** Sends the first bytes of a buffer after all those before; they may be changed once it returns. */
  write(bytes: Buffer, sizeBytes?: number): void;
  /**
   * The same for bytes that stay as they are until an answer to all of them has come or the line is
   * over; until then nothing else is sent.
   */
  ask(bytes: Buffer, sizeBytes: number): void;
  /** Sends no more once everything is sent. */
  end(): void;
  /** Asks for no more bytes; what is asked for already may still come. */
  pause(): void;
  resume(): void;
  /** Ends it at once. */
  destroy(): void;
  /** Ends it at once; the other side sees a reset. */
  reset(): void;
}

/** What a line tells whoever it belongs to. */
export interface LineEvents {
  /** It is connected. */
  onOpen(): void;
  /** Bytes have come; they are there until this returns. */
  onBytes(bytes: Buffer, from: number, to: number): void;
  /** All that was written has left. */
  onDrain(): void;
  /** The other side will send no more. */
  onEnd(): void;
  /** It is over; with the name of the error, "ECONNRESET", where it broke. */
  onClose(code: string | null): void;
}
