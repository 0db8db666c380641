import { HOUR_MS } from "../time/index.ts";
/** Allows at most `most` lines in any hour, however they fall. Moments are monotonic milliseconds. */
export class LineLimit {
  readonly #most: number;
  #writtenMs: readonly number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** How many more lines may be written now. */
  left(nowMs: number): number {
    this.#forget(nowMs);
    return this.#most - this.#writtenMs.length;
  }

  /** No line was written within the hour. */
  isFresh(nowMs: number): boolean {
    this.#forget(nowMs);
    return this.#writtenMs.length === 0;
  }

  write(nowMs: number): void {
    if (Number.isFinite(this.#most)) this.#writtenMs = [...this.#writtenMs, nowMs];
  }

  #forget(nowMs: number): void {
    this.#writtenMs = this.#writtenMs.filter((ms) => nowMs - ms < HOUR_MS);
  }
}
