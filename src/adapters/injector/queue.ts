const FIRST_ROOM = 1024;

/** First come, first served; a ring that grows by doubling. */
export class Queue<T extends object> {
  #ring: (T | undefined)[] = new Array(FIRST_ROOM).fill(undefined);
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(one: T): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#first + this.#size++) & (this.#ring.length - 1)] = one;
  }

  /** The one that came first; undefined when there is none. */
  get first(): T | undefined {
    return this.#ring[this.#first];
  }

  /** Takes the one that came first out. */
  shift(): T {
    const one = this.#ring[this.#first]!;
    this.#ring[this.#first] = undefined;
    this.#first = (this.#first + 1) & (this.#ring.length - 1);
    this.#size--;
    return one;
  }

  clear(): void {
    this.#ring = new Array(FIRST_ROOM).fill(undefined);
    this.#first = this.#size = 0;
  }

  #grow(): void {
    const { length } = this.#ring;
    const inOrder = [...this.#ring.slice(this.#first), ...this.#ring.slice(0, this.#first)];
    this.#ring = [...inOrder, ...new Array(length).fill(undefined)];
    this.#first = 0;
  }
}
