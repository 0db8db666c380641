import { operations } from "./ring.ts";
import type { RingParts } from "./ring-socket.ts";

const ACCEPTED = 1;
const MULTISHOT = 1 << 16;
/** Of the flags of a completion: there will be others of the same request. */
const HAS_MORE = 2;
const CLOSE_ON_EXEC = 0o2000000;
/** Too many files are open, in this process or on the machine. */
const fullErrors: readonly number[] = [-24, -23];

/** Takes connections on one port. */
export class RingListener {
  readonly port: number;
  readonly #parts: RingParts;
  readonly #descriptor: number;
  readonly #tag: number;
  readonly #onAccepted: (descriptor: number) => void;
  #isAccepting = false;
  #isClosed = false;

  constructor(
    parts: RingParts,
    descriptor: number,
    tag: number,
    onAccepted: (descriptor: number) => void,
  ) {
    this.#parts = parts;
    this.#descriptor = descriptor;
    this.#tag = tag;
    this.#onAccepted = onAccepted;
    this.port = parts.linux.portOf(descriptor);
    this.accept();
  }

  /** Goes on, if it had to stop because too many connections were open. */
  accept(): void {
    if (this.#isAccepting || this.#isClosed) return;
    this.#isAccepting = true;
    const [ring, descriptor] = [this.#parts.ring, this.#descriptor];
    ring.prepare(
      operations.accept,
      descriptor,
      this.#tag,
      ACCEPTED,
      MULTISHOT,
      0,
      0,
      CLOSE_ON_EXEC,
      0,
    );
  }

  close(): void {
    if (this.#isClosed) return;
    this.abandon();
    if (!this.#isAccepting) this.#parts.onGone(this.#tag);
  }

  /** Closes it; whatever comes of it is of no interest. */
  abandon(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#parts.linux.endAll(this.#descriptor);
    this.#parts.linux.close(this.#descriptor);
  }

  /** To be called with each completion that has its tag. */
  completed(_kind: number, result: number, flags: number): void {
    this.#isAccepting = (flags & HAS_MORE) !== 0;
    if (result >= 0 && this.#isClosed) this.#parts.linux.close(result);
    else if (result >= 0) this.#onAccepted(result);
    if (this.#isClosed) {
      if (!this.#isAccepting) this.#parts.onGone(this.#tag);
    } else if (!fullErrors.includes(result)) this.accept();
  }
}
