import type { LoadInterval, StreamTally } from "../model/index.ts";
import { mergeIntervals, mergeStreams } from "./stream-tally.ts";

/** Joins the intervals of all workers; each is passed on when the last of them has ended it, in order. */
export class JoinedIntervals {
  /** Over all intervals so far. */
  streams: readonly StreamTally[] = [];
  readonly #open: LoadInterval[] = [];
  /** How many intervals each worker has ended; Infinity when it will end no more. */
  readonly #ended: number[];
  readonly #onInterval: ((interval: LoadInterval) => void) | undefined;
  #passed = 0;

  constructor(workers: number, onInterval: ((interval: LoadInterval) => void) | undefined) {
    this.#ended = new Array(workers).fill(0);
    this.#onInterval = onInterval;
  }

  add(worker: number, interval: LoadInterval): void {
    const at = this.#ended[worker]!++ - this.#passed;
    const open = this.#open[at];
    this.#open[at] = open === undefined ? interval : mergeIntervals(open, interval);
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
      const interval = this.#open.shift()!;
      this.#passed++;
      this.streams = mergeStreams(this.streams, interval.streams);
      this.#onInterval?.(interval);
    }
  }
}
