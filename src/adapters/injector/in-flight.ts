import type { Connection } from "./connection.ts";

/** Connections with a request under way, in the order of first sending: the first is the next to time out. */
export class InFlight {
  #first: Connection | null = null;
  #last: Connection | null = null;
  #size = 0;

  get first(): Connection | null {
    return this.#first;
  }

  get size(): number {
    return this.#size;
  }

  has(connection: Connection): boolean {
    return connection.earlier !== null || this.#first === connection;
  }

  add(connection: Connection): void {
    const { sentMs } = connection.request!;
    let before = this.#last;
    // Only what is sent again was sent before others.
    while (before !== null && before.request!.sentMs > sentMs) before = before.earlier;
    const after = before === null ? this.#first : before.later;
    connection.earlier = before;
    connection.later = after;
    if (before === null) this.#first = connection;
    else before.later = connection;
    if (after === null) this.#last = connection;
    else after.earlier = connection;
    this.#size++;
  }

  remove(connection: Connection): void {
    const { earlier, later } = connection;
    if (earlier === null) this.#first = later;
    else earlier.later = later;
    if (later === null) this.#last = earlier;
    else later.earlier = earlier;
    connection.earlier = connection.later = null;
    this.#size--;
  }
}
