import { constants, endianness } from "node:os";
import type { Linux } from "./linux.ts";

const ENTRIES = 64;
/** As many requests wait for each other at most: the first of them is to be late by little. */
const MOST_WAITING = 16;
/** Completions that wait to be taken; the kernel keeps more by itself. */
const COMPLETIONS = 8192;
const [SQE_WORDS, CQE_WORDS] = [16, 4];
/** What fits into any buffer of a socket from which nothing else is to leave. */
export const SMALL_BYTES = 4096;

const SETUP_CQSIZE = 1 << 3;
const SETUP_SUBMIT_ALL = 1 << 7;
/** One thread alone uses the ring, and completions come only when it asks for them: Linux 6.1. */
const SETUP_SINGLE_ISSUER = 1 << 12;
const SETUP_DEFER_TASKRUN = 1 << 13;
const SETUP = SETUP_CQSIZE | SETUP_SUBMIT_ALL | SETUP_SINGLE_ISSUER | SETUP_DEFER_TASKRUN;
const OFFSET_OF_REQUESTS = 0x10000000n;

const ENTER_GETEVENTS = 1;
const ENTER_EXT_ARG = 8;
/** What `enter` may come back with when nothing is wrong. */
const { ETIME, EINTR, EAGAIN, EBUSY } = constants.errno;
const harmless: readonly number[] = [ETIME, EINTR, EAGAIN, EBUSY];

/** What the kernel is asked to do. Source: linux/io_uring.h. */
export const operations = {
  poll: 6,
  accept: 13,
  cancel: 14,
  connect: 16,
  send: 26,
  receive: 27,
} as const;

export type Taker = (tag: number, kind: number, result: number, flags: number) => void;

/**
 * An io_uring of Linux: requests are written into memory that the kernel reads, and completions
 * read from memory that it writes, so that one call serves many of them. For one thread alone.
 * Source: io_uring(7), linux/io_uring.h.
 */
export class Ring {
  readonly descriptor: number;
  readonly #linux: Linux;
  readonly #mapped: readonly { readonly address: bigint; readonly sizeBytes: number }[];
  #words: Int32Array;
  #requests: Int32Array;
  readonly #requestMask: number;
  readonly #completionMask: number;
  readonly #requestTailAt: number;
  readonly #completionHeadAt: number;
  readonly #completionTailAt: number;
  readonly #completionsAt: number;
  /** How long to wait: what points to the time, and the time in seconds and nanoseconds. */
  readonly #wait = new BigInt64Array(5);
  readonly #timeWords = new Int32Array(this.#wait.buffer, 24);
  readonly #waitAddress: bigint;
  #tail = 0;
  #head: number;
  #prepared = 0;
  /** Requests that will be complete, and tell so, as soon as they are submitted. */
  #soon = 0;
  #isClosed = false;

  /** A ring, or null where the kernel is too old or does not allow it. */
  static open(linux: Linux): Ring | null {
    // Completions are tagged by two halves of a 64-bit word.
    if (endianness() !== "LE") return null;
    const parameters = Buffer.alloc(120);
    parameters.writeUInt32LE(SETUP, 8);
    parameters.writeUInt32LE(COMPLETIONS, 4);
    const descriptor = linux.setUpRing(ENTRIES, parameters);
    return descriptor < 0 ? null : new Ring(linux, descriptor, parameters);
  }

  private constructor(linux: Linux, descriptor: number, parameters: Buffer) {
    this.#linux = linux;
    this.descriptor = descriptor;
    const at = (offset: number) => parameters.readUInt32LE(offset);
    const [entries, completions] = [at(0), at(4)];
    const [orderAt, completionsAt] = [at(64), at(100)];
    const ringBytes = Math.max(orderAt + entries * 4, completionsAt + completions * CQE_WORDS * 4);
    const requestBytes = entries * SQE_WORDS * 4;
    const ring = linux.map(ringBytes, descriptor, 0n);
    const requests = linux.map(requestBytes, descriptor, OFFSET_OF_REQUESTS);
    this.#mapped = [
      { address: ring, sizeBytes: ringBytes },
      { address: requests, sizeBytes: requestBytes },
    ];
    const { ffi } = linux;
    this.#words = new Int32Array(ffi.toArrayBuffer(ring, ringBytes, false));
    this.#requests = new Int32Array(ffi.toArrayBuffer(requests, requestBytes, false));
    [this.#requestMask, this.#completionMask] = [entries - 1, completions - 1];
    this.#requestTailAt = at(44) >> 2;
    this.#completionHeadAt = at(80) >> 2;
    this.#completionTailAt = at(84) >> 2;
    this.#completionsAt = completionsAt >> 2;
    this.#head = this.#words[this.#completionHeadAt]!;
    // Requests are submitted in the order in which they lie.
    for (let n = 0; n < entries; n++) this.#words[(orderAt >> 2) + n] = n;
    this.#waitAddress = ffi.getRawPointer(this.#wait);
    this.#wait[2] = this.#waitAddress + 24n;
  }

  /**
   * Writes a request, to be submitted with the next `enter`.
   * @param tag comes back with its completion, and so does `kind`
   */
  prepare(
    operation: number,
    descriptor: number,
    tag: number,
    kind: number,
    flags: number,
    address: number,
    length: number,
    ownFlags: number,
    offset: number,
  ): void {
    if (this.#prepared >= MOST_WAITING) this.#enter(0, 0);
    const words = this.#requests;
    const at = (this.#tail & this.#requestMask) * SQE_WORDS;
    words[at] = operation | flags;
    words[at + 1] = descriptor;
    words[at + 2] = offset;
    words[at + 3] = 0;
    words[at + 4] = address;
    words[at + 5] = address / 2 ** 32;
    words[at + 6] = length;
    words[at + 7] = ownFlags;
    words[at + 8] = tag;
    words[at + 9] = kind;
    for (let n = 10; n < SQE_WORDS; n++) words[at + n] = 0;
    this.#tail = (this.#tail + 1) | 0;
    this.#prepared++;
    if (operation === operations.send && flags === 0 && length <= SMALL_BYTES) this.#soon++;
  }

  /**
   * Submits what is prepared and waits this long at most until as much is complete that is not
   * complete at once.
   */
  enter(waitMs: number, atLeast: number): void {
    if (waitMs > 0) {
      const seconds = Math.floor(waitMs / 1000);
      this.#timeWords[0] = seconds;
      this.#timeWords[2] = Math.floor((waitMs - seconds * 1000) * 1e6);
    }
    this.#enter(waitMs > 0 ? this.#soon + atLeast : 0, ENTER_GETEVENTS | ENTER_EXT_ARG);
    this.#soon = 0;
  }

  #enter(atLeast: number, flags: number): void {
    if (this.#isClosed) return;
    Atomics.store(this.#words, this.#requestTailAt, this.#tail);
    const wait = flags === 0 ? 0n : this.#waitAddress;
    const taken = this.#linux.enterRing(this.descriptor, this.#prepared, atLeast, flags, wait);
    if (taken >= 0) this.#prepared -= taken;
    else if (!harmless.includes(this.#linux.failure()))
      throw new Error(`The kernel's ring is out of order: error ${this.#linux.failure()}.`);
  }

  /** Hands over every completion that is there now, and says how many these were. */
  take(taker: Taker): number {
    if (this.#isClosed) return 0;
    const words = this.#words;
    const until = Atomics.load(words, this.#completionTailAt);
    let count = 0;
    try {
      while (this.#head !== until && !this.#isClosed) {
        const at = this.#completionsAt + (this.#head & this.#completionMask) * CQE_WORDS;
        this.#head = (this.#head + 1) | 0;
        count++;
        taker(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!);
      }
    } finally {
      if (!this.#isClosed) Atomics.store(words, this.#completionHeadAt, this.#head);
    }
    return count;
  }

  /** Ends it with everything that is under way. */
  close(): void {
    this.#isClosed = true;
    this.#words = this.#requests = new Int32Array(0);
    this.#linux.close(this.descriptor);
    for (const { address, sizeBytes } of this.#mapped) this.#linux.unmap(address, sizeBytes);
  }
}
