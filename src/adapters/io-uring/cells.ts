import type { Linux } from "./linux.ts";

const CELL_BYTES = 8192;
const CELLS_AT_ONCE = 32;

/** Memory that the kernel may read until what lies in it is sent. */
export interface Cell {
  readonly bytes: Buffer;
  /** Its address in memory. */
  readonly address: number;
  readonly isShared: boolean;
}

/** Hands out memory to send from, and takes it back: the last one given back is still in the processor's cache. */
export class Cells {
  readonly #linux: Linux;
  readonly #free: Cell[] = [];

  constructor(linux: Linux) {
    this.#linux = linux;
  }

  /** One that is at least as large. */
  take(sizeBytes: number): Cell {
    if (sizeBytes > CELL_BYTES) return this.#cell(Buffer.allocUnsafeSlow(sizeBytes), false);
    if (this.#free.length === 0) this.#makeMore();
    return this.#free.pop()!;
  }

  giveBack(cell: Cell): void {
    if (cell.isShared) this.#free.push(cell);
  }

  /** Lets go of their memory, once the ring is closed. */
  release(): void {
    this.#free.length = 0;
  }

  #makeMore(): void {
    const all = Buffer.allocUnsafeSlow(CELL_BYTES * CELLS_AT_ONCE);
    for (let at = 0; at < all.length; at += CELL_BYTES)
      this.#free.push(this.#cell(all.subarray(at, at + CELL_BYTES), true));
  }

  #cell(bytes: Buffer, isShared: boolean): Cell {
    return { bytes, address: Number(this.#linux.ffi.getRawPointer(bytes)), isShared };
  }
}
