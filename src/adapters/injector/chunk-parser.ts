import type { Fault } from "../../loadtest/injection/index.ts";
import type { AnswerKeeper } from "./answer-keeper.ts";
import { MAX_HEAD_BYTES } from "./response-head.ts";

const [LF, CR, SEMICOLON, SPACE, TAB] = [10, 13, 59, 32, 9];
const [SIZE, EXTENSION, SIZE_LF, DATA, DATA_END, DATA_LF, TRAILER_START, TRAILER, END_LF] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
];
/** Hexadecimal digits of the largest size that is still a whole number here. */
const MOST_DIGITS = 13;

/** Skips a chunked body with its trailers, in pieces of any size. Source: RFC 9112 §7.1. */
export class ChunkParser {
  isDone = false;
  fault: Fault | null = null;
  /** Of the chunks' data so far. */
  bodyBytes = 0;

  #state = SIZE;
  #left = 0;
  #digits = 0;
  /** Sizes, extensions and trailers. */
  #frameBytes = 0;

  begin(): void {
    this.isDone = false;
    this.fault = null;
    this.bodyBytes = 0;
    this.#frameBytes = 0;
    this.#startSize();
  }

  /**
   * Takes bytes until the body is done or at fault, and answers where it stopped. What is the body's
   * own goes into `kept`.
   */
  feed(bytes: Buffer, from: number, to: number, kept: AnswerKeeper | null = null): number {
    let i = from;
    while (i < to && !this.isDone && this.fault === null) {
      if (this.#state === DATA) {
        const taken = Math.min(this.#left, to - i);
        this.#left -= taken;
        kept?.keepBody(bytes, i, i + taken);
        this.bodyBytes += taken;
        i += taken;
        if (this.#left === 0) this.#state = DATA_END;
      } else this.#readByte(bytes[i++]!);
    }
    return i;
  }

  #readByte(byte: number): void {
    switch (this.#state) {
      case SIZE:
        this.#readSize(byte);
        break;
      case EXTENSION:
        if (byte === LF) this.#endSize();
        this.#countFrame();
        break;
      case SIZE_LF:
        if (byte === LF) this.#endSize();
        else this.#refuse();
        break;
      case DATA_END:
        if (byte === CR) this.#state = DATA_LF;
        else if (byte === LF) this.#startSize();
        else this.#refuse();
        break;
      case DATA_LF:
        if (byte === LF) this.#startSize();
        else this.#refuse();
        break;
      default:
        this.#readTrailer(byte);
    }
  }

  #readSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.#left = this.#left * 16 + digit;
      if (++this.#digits > MOST_DIGITS) this.#refuse();
    } else if (this.#digits === 0) this.#refuse();
    else if (byte === CR) this.#state = SIZE_LF;
    else if (byte === LF) this.#endSize();
    else if (byte === SEMICOLON || byte === SPACE || byte === TAB) this.#state = EXTENSION;
    else this.#refuse();
  }

  #readTrailer(byte: number): void {
    this.#countFrame();
    if (this.#state === TRAILER) {
      if (byte === LF) this.#state = TRAILER_START;
    } else if (byte === LF) this.isDone = true;
    else if (this.#state === END_LF) this.#refuse();
    else this.#state = byte === CR ? END_LF : TRAILER;
  }

  #startSize(): void {
    this.#state = SIZE;
    this.#left = 0;
    this.#digits = 0;
  }

  #endSize(): void {
    this.#state = this.#left > 0 ? DATA : TRAILER_START;
  }

  #countFrame(): void {
    if (++this.#frameBytes > MAX_HEAD_BYTES) this.#refuse("headers-too-large");
  }

  #refuse(fault: Fault = "bad-chunk"): void {
    this.fault = fault;
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
