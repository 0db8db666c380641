import { STATE_WORDS } from "../sha256/index.ts";
import { NOT_FOUND } from "./session.ts";
import type { SheetText } from "./sheet.ts";

const CHUNK_BYTES = 1 << 20;
/** 16 MB at most. */
const MOST_CHUNKS = 16;
const [SLOT_BITS, MOST_SHEETS] = [15, 20_000];
/**
 * Page, row, chunk, where in that the sheet begins, its token begins, ends, and the sheet ends, where
 * its states are, and these: all of it in two neighbouring lines of the processor's cache.
 */
const SLOT_WORDS = 32;
const STATES_AT = SLOT_WORDS - 2 * STATE_WORDS;
/** Of the processor's cache. */
const LINE_BYTES = 64;
const NONE = -1;
const SLOTS = 1 << SLOT_BITS;

/**
 * The bytes of sheets, one behind the other, and where each begins. Tens of thousands of small objects
 * would be a heap whose collection stops the thread for longer than a request may be late.
 */
export class SheetStore {
  /** The sheet that was opened or made last: its bytes, and where in them it and its parts begin. */
  bytes: Buffer = Buffer.alloc(0);
  from = 0;
  tokenAt = 0;
  backAt = 0;
  to = 0;
  /** Where in `states` those begin by which it is signed; negative where there are none. */
  statesAt = NONE;

  readonly #slots = new Int32Array(SLOTS * SLOT_WORDS);
  readonly #chunks: Buffer[] = [];
  /** Of the latest chunk; before there is any, nothing fits. */
  #usedBytes = Number.POSITIVE_INFINITY;
  #size = 0;
  /** Of no use, but that what is reckoned from memory has to come from there. */
  #seen = 0;

  get states(): Int32Array {
    return this.#slots;
  }

  /** Where the sheet of this page and row is; both are whole numbers below 2^31, a page is not 0. */
  find(page: number, row: number): number {
    const at = this.#slotOf(page, row);
    return this.#slots[at] === 0 ? NOT_FOUND : at;
  }

  /** Has the bytes of a sheet that was found come from memory, and does not wait for them. */
  bringNear(at: number): void {
    const slots = this.#slots;
    const bytes = this.#chunks[slots[at + 2]!]!;
    const to = slots[at + 6]!;
    for (let n = slots[at + 3]!; n < to; n += LINE_BYTES) this.#seen ^= bytes[n]!;
    this.#seen ^= slots[at + STATES_AT]!;
  }

  /** Makes a sheet that was found the one that is at hand. */
  open(at: number): void {
    const slots = this.#slots;
    this.bytes = this.#chunks[slots[at + 2]!]!;
    this.from = slots[at + 3]!;
    this.tokenAt = slots[at + 4]!;
    this.backAt = slots[at + 5]!;
    this.to = slots[at + 6]!;
    this.statesAt = slots[at + 7]!;
  }

  /** Makes a sheet; what is kept for later is kept while there is room. */
  make({ before, token, after }: SheetText): void {
    this.bytes = Buffer.from(before + token + after);
    this.from = 0;
    this.tokenAt = Buffer.byteLength(before);
    this.backAt = this.tokenAt + Buffer.byteLength(token);
    this.to = this.bytes.length;
    this.statesAt = NONE;
  }

  /**
   * Keeps the sheet that was made last. Those that come often come first, so that none is forgotten.
   * @param states of the hash of its token's first blocks, and of its key's outer hash; null: it has none
   */
  keep(page: number, row: number, states: readonly number[] | null): void {
    const sizeBytes = this.to;
    const isRoom = this.#usedBytes + sizeBytes <= CHUNK_BYTES;
    if (this.#size >= MOST_SHEETS || sizeBytes > CHUNK_BYTES) return;
    if (!isRoom && this.#chunks.length === MOST_CHUNKS) return;
    if (!isRoom) {
      this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      this.#usedBytes = 0;
    }
    const from = this.#usedBytes;
    this.bytes.copy(this.#chunks.at(-1)!, from);
    const { tokenAt, backAt } = this;
    const place = [page, row, this.#chunks.length - 1];
    const parts = [from, from + tokenAt, from + backAt, from + sizeBytes];
    const slot = this.#slotOf(page, row);
    const statesAt = states === null ? NONE : slot + STATES_AT;
    this.#slots.set([...place, ...parts, statesAt], slot);
    if (states !== null) this.#slots.set(states, statesAt);
    this.#usedBytes += sizeBytes;
    this.#size++;
  }

  /** Its slot, or the free one that it would get. */
  #slotOf(page: number, row: number): number {
    const slots = this.#slots;
    const mixed = Math.imul(Math.imul(page, 0x9e3779b1) ^ row, 0x85ebca6b);
    for (let slot = mixed >>> (32 - SLOT_BITS); ; slot = (slot + 1) & (SLOTS - 1)) {
      const at = slot * SLOT_WORDS;
      if (slots[at] === 0 || (slots[at] === page && slots[at + 1] === row)) return at;
    }
  }
}
