import { PlimsollError } from "../errors/index.ts";

/** Reads what `ByteWriter` wrote. Never reads past the end: what is not there is `store.damaged`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  /** Of the seal that the bytes were in. */
  readonly format: number;

  constructor(bytes: Uint8Array, format: number) {
    this.#bytes = bytes;
    this.format = format;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  /** A whole number from 0. Almost all of them fit into one byte, so that this case is kept short. */
  varint(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined || byte >= 0x80) return this.#longVarint();
    this.#at++;
    return byte;
  }

  #longVarint(): number {
    let value = 0;
    for (let unit = 1; unit <= 2 ** 56; unit *= 0x80) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw damaged("it ends too early");
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
    }
    throw damaged("a number in it is too long");
  }

  /** As many whole numbers from 0 as there is room for; a zero is followed by how many more of them there are. */
  column<T extends { [index: number]: number; readonly length: number }>(into: T): T {
    let at = 0;
    while (at < into.length) {
      const value = this.varint();
      into[at++] = value;
      for (let more = value === 0 ? this.varint() : 0; more > 0; more--) {
        if (at === into.length) throw damaged("a column in it is too long");
        into[at++] = 0;
      }
    }
    return into;
  }

  double(): number {
    if (this.#at + 8 > this.#bytes.length) throw damaged("it ends too early");
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  /** How many items follow; refused where they could not even fit into what is left. */
  length(): number {
    const count = this.varint();
    if (count > this.#bytes.length - this.#at) throw damaged("it promises more than it holds");
    return count;
  }

  seek(at: number): void {
    this.#at = at;
  }
}

/** The whole number of either sign that `zigzag` made `value` of. */
export const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

export const damaged = (why: string): PlimsollError =>
  new PlimsollError("store.damaged", `A block of measurements is damaged: ${why}.`);
