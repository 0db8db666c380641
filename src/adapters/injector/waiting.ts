/** Intended starts that wait for a free connection, first come, first served; grows by doubling. */
export class Waiting {
  #ring = new Float64Array(1024);
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(intendedMs: number): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#first + this.#size++) & (this.#ring.length - 1)] = intendedMs;
  }

  /** The longest waiting; undefined when nobody waits. */
  get first(): number | undefined {
    return this.#size === 0 ? undefined : this.#ring[this.#first]!;
  }

  /** Takes the longest waiting out. */
  take(): number {
    const intendedMs = this.#ring[this.#first]!;
    this.#first = (this.#first + 1) & (this.#ring.length - 1);
    this.#size--;
    return intendedMs;
  }

  #grow(): void {
    const { length } = this.#ring;
    const larger = new Float64Array(length * 2);
    for (let i = 0; i < length; i++) larger[i] = this.#ring[(this.#first + i) & (length - 1)]!;
    this.#ring = larger;
    this.#first = 0;
  }
}
