import { operations } from "./ring.ts";
import type { RingParts } from "./ring-socket.ts";

const READY = 1;
const POLLIN = 1;

/** Tells whether something has come for which the thread's event loop waits. */
export class LoopWatch {
  readonly #parts: RingParts;
  readonly #descriptor: number;
  readonly #tag: number;
  #isArmed = false;
  hasFired = false;

  constructor(parts: RingParts, tag: number) {
    this.#parts = parts;
    this.#tag = tag;
    this.#descriptor = parts.linux.eventLoopDescriptor();
  }

  /** Looks anew. */
  arm(): void {
    this.hasFired = false;
    if (this.#isArmed) return;
    this.#isArmed = true;
    this.#parts.ring.prepare(
      operations.poll,
      this.#descriptor,
      this.#tag,
      READY,
      0,
      0,
      0,
      POLLIN,
      0,
    );
  }

  /** The event loop goes on by itself. */
  abandon(): void {}

  /** To be called with each completion that has its tag. */
  completed(): void {
    this.#isArmed = false;
    this.hasFired = true;
  }
}
