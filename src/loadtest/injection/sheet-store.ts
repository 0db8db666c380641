import { STATE_WORDS } from "../sha256/index.ts";
import { NOT_FOUND } from "./session.ts";
import type { SheetText } from "./sheet.ts";

/** Room for sheets; the system gives memory to what is written of it. */
const MEMORY_BYTES = 1 << 24;
const [SLOT_BITS, MOST_SHEETS] = [15, 20_000];
const SLOTS = 1 << SLOT_BITS;
/** Page, row, and where its record is; in as many words. */
const SLOT_WORDS = 4;
/**
 * A record: where a sheet's token, what differs in it and its signature begin, where the sheet ends,
 * whether it has states, these, and the sheet itself; all of it in lines of the processor's cache that
 * follow each other.
 */
const STATES_AT_WORD = 5;
const SHEET_AT_BYTE = 4 * (STATES_AT_WORD + 2 * STATE_WORDS);
const LINE_BYTES = 64;
/** Most records are no longer. */
const LINES = 8;
const NONE = -1;

/**
 * The bytes of sheets, one behind the other, and where each begins. Tens of thousands of small objects
 * would be a heap whose collection stops the thread for longer than a request may be late.
 */
export class SheetStore {
  readonly #memory = Buffer.from(new ArrayBuffer(MEMORY_BYTES));
  readonly #slots = new Int32Array(SLOTS * SLOT_WORDS);
  /** The memory of all sheets, word by word. */
  readonly states = new Int32Array(this.#memory.buffer);
  /** The sheet that was opened or made last: its bytes, and where in them it and its parts begin. */
  bytes = this.#memory;
  from = 0;
  tokenAt = 0;
  differsAt = 0;
  signedTo = 0;
  to = 0;
  /** Where in `states` those begin by which it is signed; negative where there are none. */
  statesAt = NONE;

  #usedBytes = 0;
  #size = 0;
  /** Of no use, but that what is reckoned from memory has to come from there. */
  #seen = 0;

  /** Where the sheet of this page and row is; both are whole numbers below 2^31, a page is not 0. */
  find(page: number, row: number): number {
    const at = this.#slotOf(page, row);
    return this.#slots[at] === 0 ? NOT_FOUND : this.#slots[at + 2]!;
  }

  /** Has a sheet that was found come from memory, and does not wait for it. */
  bringNear(at: number): void {
    const words = this.states;
    const until = Math.min(at + LINES * LINE_BYTES, MEMORY_BYTES) >> 2;
    let seen = 0;
    for (let word = at >> 2; word < until; word += LINE_BYTES >> 2) seen ^= words[word]!;
    this.#seen ^= seen;
  }

  /** Makes a sheet that was found the one that is at hand. */
  open(at: number): void {
    const [words, word, from] = [this.states, at >> 2, at + SHEET_AT_BYTE];
    this.bytes = this.#memory;
    this.from = from;
    this.tokenAt = from + words[word]!;
    this.differsAt = from + words[word + 1]!;
    this.signedTo = from + words[word + 2]!;
    this.to = from + words[word + 3]!;
    this.statesAt = words[word + 4] === 0 ? NONE : word + STATES_AT_WORD;
  }

  /** Makes a sheet; what is kept for later is kept while there is room. */
  make({ before, token, after, signatureCharacters }: SheetText): void {
    const { start, rest } = token ?? { start: "", rest: "" };
    const signature = token === null ? "" : `.${" ".repeat(signatureCharacters)}`;
    this.bytes = Buffer.from(before + start + rest + signature + after);
    this.from = 0;
    this.tokenAt = Buffer.byteLength(before);
    this.differsAt = this.tokenAt + start.length;
    this.signedTo = this.differsAt + rest.length;
    this.to = this.bytes.length;
    this.statesAt = NONE;
  }

  /**
   * Keeps the sheet that was made last, and answers where it is. Those that come often come first, so
   * that none is forgotten.
   * @param states of the hash of its token's first blocks, and of its key's outer hash; null: it has none
   */
  keep(page: number, row: number, states: readonly number[] | null): number {
    const at = this.#usedBytes;
    const sizeBytes = SHEET_AT_BYTE + this.to;
    if (this.#size >= MOST_SHEETS || at + sizeBytes > MEMORY_BYTES) return NOT_FOUND;
    const { tokenAt, differsAt, signedTo, to } = this;
    const places = [tokenAt, differsAt, signedTo, to, states === null ? 0 : 1];
    this.states.set([...places, ...(states ?? [])], at >> 2);
    this.bytes.copy(this.#memory, at + SHEET_AT_BYTE);
    this.#slots.set([page, row, at], this.#slotOf(page, row));
    this.#usedBytes = at + Math.ceil(sizeBytes / LINE_BYTES) * LINE_BYTES;
    this.#size++;
    return at;
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
