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
  readonly #open: { window: Window; missing: number }[] = [];
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
    if (open === undefined) this.#open[at] = { window, missing: this.#ended.length - 1 };
    else {
      open.window = mergeWindows(open.window, window);
      open.missing--;
    }
    this.#pass((missing) => missing === 0);
  }

  /** Passes on what is left; no worker has more to say. */
  close(): void {
    this.#pass(() => true);
  }

  #pass(isWhole: (missing: number) => boolean): void {
    while (this.#open.length > 0 && isWhole(this.#open[0]!.missing)) {
      const { window } = this.#open.shift()!;
      this.#passed++;
      this.streams = mergeStreams(this.streams, window.streams);
      this.#onWindow?.(window);
    }
  }
}
