import type { Connection } from "./connection.ts";

/** Connections with a request under way, in the order of sending: the first is the next to time out. */
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
    connection.earlier = this.#last;
    if (this.#last === null) this.#first = connection;
    else this.#last.later = connection;
    this.#last = connection;
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
