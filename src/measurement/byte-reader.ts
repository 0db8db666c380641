import { crc32 } from "node:zlib";
import { PlimsollError } from "../errors/index.ts";

/** Reads what `ByteWriter` wrote; anything else is `store.damaged`, never a wrong figure. */
export class ByteReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at = 0;

  /** Checks the checksum at the end first. */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.length - 4;
    if (
      this.#end < 0 ||
      this.#bytes.readUInt32LE(this.#end) !== crc32(this.#bytes.subarray(0, this.#end))
    )
      throw damaged("its checksum does not fit");
  }

  get at(): number {
    return this.#at;
  }

  byte(): number {
    if (this.#at >= this.#end) throw damaged("it ends too early");
    return this.#bytes[this.#at++]!;
  }

  varint(): number {
    let byte = this.byte();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let unit = 0x80; ; unit *= 0x80) {
      if (unit > 2 ** 49) throw damaged("a number in it is too long");
      byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
    }
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    if (this.#at + 8 > this.#end) throw damaged("it ends too early");
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  seek(at: number): void {
    if (at > this.#end) throw damaged("it ends too early");
    this.#at = at;
  }

  /** How many items follow, refused where they could not even fit in what is left. */
  length(): number {
    const count = this.varint();
    if (count > this.#end - this.#at) throw damaged("it promises more than it holds");
    return count;
  }

  /** Fills `into` with varints; the single-byte case is the common one and runs inline. */
  varints(into: Uint16Array | Float64Array): void {
    const bytes = this.#bytes;
    for (let i = 0; i < into.length; i++) {
      const byte = this.#at < this.#end ? bytes[this.#at]! : 0x80;
      if (byte < 0x80) {
        into[i] = byte;
        this.#at++;
      } else into[i] = this.varint();
    }
  }
}

export const damaged = (why: string): PlimsollError =>
  new PlimsollError("store.damaged", `A block of measurements is damaged: ${why}.`);
