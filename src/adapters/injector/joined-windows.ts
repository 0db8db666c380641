import {
  mergeStreams,
  mergeWindows,
  type StreamTally,
  type Window,
} from "../../loadtest/injection/index.ts";

/** Joins the windows of all workers; each is passed on when the last of them has ended it, in order. */
export class JoinedWindows {
  /** Over all windows so far. */
  streams: readonly StreamTally[] = [];
  readonly #open: Window[] = [];
  /** How many windows each worker has ended; Infinity when it will end no more. */
  readonly #ended: number[];
  readonly #onWindow: ((window: Window) => void) | undefined;
  #passed = 0;

  constructor(workers: number, onWindow: ((window: Window) => void) | undefined) {
    this.#ended = new Array(workers).fill(0);
    this.#onWindow = onWindow;
  }

  add(worker: number, window: Window): void {
    const at = this.#ended[worker]!++ - this.#passed;
    const open = this.#open[at];
    this.#open[at] = open === undefined ? window : mergeWindows(open, window);
    this.#pass();
  }

  /** A worker has said all that it will; the others are not to wait for it. */
  leave(worker: number): void {
    this.#ended[worker] = Number.POSITIVE_INFINITY;
    this.#pass();
  }

  #pass(): void {
    const whole = Math.min(...this.#ended);
    while (this.#open.length > 0 && this.#passed < whole) {
      const window = this.#open.shift()!;
      this.#passed++;
      this.streams = mergeStreams(this.streams, window.streams);
      this.#onWindow?.(window);
    }
  }
}
