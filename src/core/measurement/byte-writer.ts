/** A whole number of either sign as one from 0, small ones small. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** Appends numbers to a buffer that grows. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(256);
  #at = 0;

  get length(): number {
    return this.#at;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = value;
  }

  /** A whole number from 0 to below 2^63, seven bits a byte, lowest first. */
  varint(value: number): void {
    this.#reserve(9);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#at++] = rest;
  }

  /** Whole numbers from 0, of which many in a row are zero; `valueAt` is asked in order, once for each. */
  column(length: number, valueAt: (index: number) => number): void {
    let zeros = 0;
    for (let i = 0; i < length; i++) {
      const value = valueAt(i);
      if (value !== 0 && zeros > 0) this.varint(zeros - 1);
      if (value !== 0 || zeros === 0) this.varint(value);
      zeros = value === 0 ? zeros + 1 : 0;
    }
    if (zeros > 0) this.varint(zeros - 1);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** What was written so far, as a copy. */
  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes.subarray(0, this.#at));
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + more));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
