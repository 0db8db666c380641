import type { Fault } from "../../loadtest/injection/index.ts";
import { FRAMING_FIELDS, type Framing, type FramingField, framingOf } from "./framing.ts";

/** Bytes of all heads and trailers of one answer; the servers in use allow 8 to 32 KiB. */
export const MAX_HEAD_BYTES = 64 * 1024;

const [LF, CR, SPACE, TAB, COLON, ZERO, NINE] = [10, 13, 32, 9, 58, 48, 57];
const [STATUS, REASON, START, NAME, VALUE, VALUE_LF, END_LF] = [0, 1, 2, 3, 4, 5, 6];

/** `d` stands for a digit. Source: RFC 9112 §4. */
const STATUS_LINE = "HTTP/1.d ddd";
const TEMPLATE = Array.from(STATUS_LINE, (c) => (c === "d" ? -1 : c.charCodeAt(0)));
const [AT_MINOR, AT_STATUS] = [7, 9];

const LONGEST_NAME = "transfer-encoding".length;
const LONGEST_VALUE = 256;

/** For each byte its lower case where a field name may have it, else 0. Source: RFC 9110 §5.6.2. */
const nameByte = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[!#$%&'*+.^_`|~0-9A-Za-z-]/.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});

/** A whole head and what was read in it. */
interface ReadHead {
  readonly bytes: Uint8Array;
  /** The same, four by four, without the last ones where they are no four. */
  readonly words: Int32Array;
  readonly status: number;
  readonly framing: Framing;
}

/** Longer ones are hardly ever the same twice. */
const MOST_REMEMBERED_BYTES = 1024;
/** Of this thread: most answers of a server begin just as the one before, and comparing is quick. */
let latest: ReadHead | null = null;

/** Reads the head of an HTTP/1 answer, in pieces of any size. A class, because it is the hot path. */
export class HeadParser {
  status = 0;
  isDone = false;
  fault: Fault | null = null;

  /** Of the head that is done. */
  framing: Framing = framingOf(1, new Map());
  readonly #fields = new Map<FramingField, string>();
  /** Of the version: 1 for HTTP/1.1. */
  #minor = 0;
  #state = STATUS;
  #at = 0;
  #sizeBytes = 0;
  readonly #name = new Uint8Array(LONGEST_NAME);
  #field: FramingField | null = null;
  #value = "";

  /** Makes ready for a head; `again` for one that follows an interim answer. */
  begin(again = false): void {
    this.status = 0;
    this.isDone = false;
    this.fault = null;
    if (this.#fields.size > 0) this.#fields.clear();
    this.#state = STATUS;
    this.#at = 0;
    if (!again) this.#sizeBytes = 0;
  }

  /** Whether any byte has come. */
  get hasBegun(): boolean {
    return this.#sizeBytes > 0;
  }

  /** Takes bytes until the head is done or at fault, and answers where it stopped. */
  feed(bytes: Uint8Array, from: number, to: number): number {
    const isFresh = this.#sizeBytes === 0;
    if (isFresh && latest !== null && begins(bytes, from, to, latest))
      return from + this.#recall(latest);
    let i = from;
    while (i < to && !this.isDone && this.fault === null) {
      if (++this.#sizeBytes > MAX_HEAD_BYTES) this.fault = "headers-too-large";
      else this.#take(bytes[i]!);
      i++;
    }
    if (isFresh && this.isDone && i - from <= MOST_REMEMBERED_BYTES) {
      const { status, framing } = this;
      latest = { ...copied(bytes.subarray(from, i)), status, framing };
    }
    return i;
  }

  /** Takes over what was read in a head of the same bytes, and says how long it is. */
  #recall({ bytes, status, framing }: ReadHead): number {
    this.status = status;
    this.framing = framing;
    this.isDone = true;
    this.#sizeBytes = bytes.length;
    return bytes.length;
  }

  #take(byte: number): void {
    switch (this.#state) {
      case STATUS:
        this.#takeStatus(byte);
        break;
      case REASON:
        if (byte === LF) this.#state = START;
        break;
      case START:
        this.#takeStart(byte);
        break;
      case NAME:
        this.#takeName(byte);
        break;
      case VALUE:
        this.#takeValue(byte);
        break;
      case VALUE_LF:
        if (byte === LF) this.#endField();
        else this.#refuse("bad-header");
        break;
      case END_LF:
        if (byte === LF) this.#end();
        else this.#refuse("bad-header");
        break;
    }
  }

  #takeStatus(byte: number): void {
    const at = this.#at++;
    const expected = TEMPLATE[at];
    if (expected === undefined) {
      this.#state = byte === LF ? START : REASON;
      if (byte !== SPACE && byte !== CR && byte !== LF) this.#refuse("bad-status-line");
    } else if (expected >= 0) {
      if (byte !== expected) this.#refuse("bad-status-line");
    } else if (byte < ZERO || byte > NINE) this.#refuse("bad-status-line");
    else if (at === AT_MINOR) this.#minor = byte - ZERO;
    else this.status = this.status * 10 + byte - ZERO;
    if (at === AT_STATUS && byte === ZERO) this.#refuse("bad-status-line");
  }

  #takeStart(byte: number): void {
    if (byte === CR) this.#state = END_LF;
    else if (byte === LF) this.#end();
    // A folded line; the fields that matter here are never folded.
    else if (byte === SPACE || byte === TAB) {
      this.#field = null;
      this.#state = VALUE;
    } else {
      this.#at = 0;
      this.#state = NAME;
      this.#takeName(byte);
    }
  }

  #takeName(byte: number): void {
    const lower = nameByte[byte]!;
    if (lower !== 0) {
      if (this.#at < LONGEST_NAME) this.#name[this.#at] = lower;
      this.#at++;
    } else if (byte === COLON && this.#at > 0) {
      this.#field = this.#fieldNamed();
      this.#value = "";
      this.#state = VALUE;
    } else this.#refuse("bad-header");
  }

  #fieldNamed(): FramingField | null {
    for (const wanted of FRAMING_FIELDS)
      if (wanted.length === this.#at && this.#is(wanted)) return wanted;
    return null;
  }

  #is(wanted: string): boolean {
    for (let i = 0; i < wanted.length; i++)
      if (this.#name[i] !== wanted.charCodeAt(i)) return false;
    return true;
  }

  #takeValue(byte: number): void {
    if (byte === CR) this.#state = VALUE_LF;
    else if (byte === LF) this.#endField();
    else if (byte === 0) this.#refuse("bad-header");
    else if (this.#field !== null) {
      this.#value += String.fromCharCode(byte);
      if (this.#value.length > LONGEST_VALUE) this.#refuse("bad-header");
    }
  }

  #endField(): void {
    this.#state = START;
    if (this.#field === null) return;
    const before = this.#fields.get(this.#field);
    const value = this.#value.trim().toLowerCase();
    this.#fields.set(this.#field, before === undefined ? value : `${before}, ${value}`);
    this.#field = null;
  }

  #end(): void {
    this.framing = framingOf(this.#minor, this.#fields);
    this.isDone = true;
  }

  #refuse(fault: Fault): void {
    this.fault = fault;
  }
}

/** A copy of some bytes, of which whole words may be read. */
function copied(bytes: Uint8Array): Pick<ReadHead, "bytes" | "words"> {
  const copy = Uint8Array.from(bytes);
  return { bytes: copy, words: wordsOf(copy) };
}

/** As many words as there are; none where they do not begin where words may. */
const wordsOf = ({ buffer, byteOffset, length }: Uint8Array): Int32Array =>
  byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : new Int32Array(0);

/** The buffer from which was read last: most lines read into the same. */
let read = new Uint8Array(0) as Uint8Array;
let readWords = wordsOf(read);

function begins(bytes: Uint8Array, from: number, to: number, head: ReadHead): boolean {
  const { bytes: wanted, words } = head;
  if (to - from < wanted.length) return false;
  if (read !== bytes) [read, readWords] = [bytes, wordsOf(bytes)];
  const count = from % 4 === 0 && readWords.length > 0 ? words.length : 0;
  const first = from >> 2;
  for (let n = 0; n < count; n++) if (readWords[first + n] !== words[n]) return false;
  for (let n = 4 * count; n < wanted.length; n++) if (bytes[from + n] !== wanted[n]) return false;
  return true;
}
