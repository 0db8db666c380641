/** Whatever was opened is closed in reverse, also when starting fails half-way. */
export class Opened {
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #ended = new AbortController();

  /** Aborted when closing begins. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  add<T extends { close(): Promise<void> }>(thing: T): T {
    this.#closing.push(() => thing.close());
    return thing;
  }

  async close(): Promise<void> {
    this.#ended.abort();
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}
