import type { Linux } from "./linux.ts";

/** As many are lent to the kernel; each comes back with the bytes of one reading. */
const COUNT = 256;
const SIZE_BYTES = 8192;
const ENTRY_BYTES = 16;
const PAGE_BYTES = 4096;
const REGISTER_PBUF_RING = 22;

/**
 * Buffers into which the kernel reads whatever comes on any connection, so that those that say
 * nothing cost nothing. Source: io_uring_register_buf_ring(3).
 */
export class LentBuffers {
  /** All of them, one after the other. */
  bytes = Buffer.allocUnsafeSlow(COUNT * SIZE_BYTES);
  readonly #address: number;
  readonly #entries: Uint32Array;
  readonly #halves: Uint16Array;
  #tail = 0;

  /** @throws Error where the kernel does not take them */
  constructor(linux: Linux, ring: number) {
    const { ffi } = linux;
    this.#address = Number(ffi.getRawPointer(this.bytes));
    const room = new ArrayBuffer(COUNT * ENTRY_BYTES + PAGE_BYTES);
    const start = Number(ffi.getRawPointer(room));
    // The kernel wants the list of them to begin with a page.
    const at = (PAGE_BYTES - (start % PAGE_BYTES)) % PAGE_BYTES;
    this.#entries = new Uint32Array(room, at, COUNT * 4);
    this.#halves = new Uint16Array(room, at, COUNT * 8);
    for (let n = 0; n < COUNT; n++) this.giveBack(n);
    const registration = Buffer.alloc(40);
    registration.writeBigUInt64LE(BigInt(start + at), 0);
    registration.writeUInt32LE(COUNT, 8);
    if (linux.register(ring, REGISTER_PBUF_RING, registration, 1) < 0)
      throw new Error(`The kernel takes no buffers: error ${linux.failure()}.`);
  }

  /** Lets go of their memory, once the ring is closed. */
  release(): void {
    this.bytes = Buffer.alloc(0);
  }

  /** Where in `bytes` a buffer begins. */
  startOf = (buffer: number): number => buffer * SIZE_BYTES;

  /** Lends a buffer, when what was read into it has been seen. */
  giveBack(buffer: number): void {
    const at = this.#tail & (COUNT - 1);
    const address = this.#address + buffer * SIZE_BYTES;
    this.#entries[at * 4] = address >>> 0;
    this.#entries[at * 4 + 1] = Math.floor(address / 2 ** 32);
    this.#entries[at * 4 + 2] = SIZE_BYTES;
    this.#halves[at * 8 + 6] = buffer;
    this.#tail = (this.#tail + 1) & 0xffff;
    // Where the list's end is told, within its first entry.
    Atomics.store(this.#halves, 7, this.#tail);
  }
}
