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

  /** Whatever cannot be closed keeps nothing else open; the first that could not is thrown. */
  async close(): Promise<void> {
    this.#ended.abort();
    const failures: unknown[] = [];
    for (const close of this.#closing.splice(0).reverse())
      await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
