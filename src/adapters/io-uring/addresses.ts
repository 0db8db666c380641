import type { Linux } from "./linux.ts";

/** Where bytes lie in memory, where they stay. Asking for it anew would take as long as copying them. */
export class Addresses {
  readonly #linux: Linux;
  readonly #known = new WeakMap<Buffer, number>();

  constructor(linux: Linux) {
    this.#linux = linux;
  }

  of(bytes: Buffer): number {
    const known = this.#known.get(bytes);
    if (known !== undefined) return known;
    const address = Number(this.#linux.ffi.getRawPointer(bytes));
    this.#known.set(bytes, address);
    return address;
  }
}
