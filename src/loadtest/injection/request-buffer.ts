/** Most requests fit; more room is made for those that do not. */
const START_BYTES = 1024;

/** The bytes of one request, written from front to back, and then those of the next. */
export class RequestBuffer {
  #room = Buffer.allocUnsafeSlow(START_BYTES);
  #sizeBytes = 0;
  /** What `bytes` was last; sizes are few and come again. */
  #view = this.#room.subarray(0, 0);

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** What was written since it was last cleared. It changes with what is written next. */
  get bytes(): Buffer {
    if (this.#view.length !== this.#sizeBytes) this.#view = this.#room.subarray(0, this.#sizeBytes);
    return this.#view;
  }

  clear(): void {
    this.#sizeBytes = 0;
  }

  add(part: Uint8Array): void {
    this.#need(part.length);
    this.#room.set(part, this.#sizeBytes);
    this.#sizeBytes += part.length;
  }

  addByte(byte: number): void {
    this.#need(1);
    this.#room[this.#sizeBytes++] = byte;
  }

  /** A character takes up to three bytes. */
  addText(text: string, encoding: "latin1" | "utf8"): void {
    this.#need(encoding === "latin1" ? text.length : 3 * text.length);
    this.#sizeBytes += this.#room.write(text, this.#sizeBytes, encoding);
  }

  /** Copies what was written from a place on; answers how many bytes that is. */
  copyTo(target: Buffer, at: number, from: number): number {
    return this.#room.copy(target, at, from, this.#sizeBytes);
  }

  #need(bytes: number): void {
    if (this.#sizeBytes + bytes <= this.#room.length) return;
    const room = Buffer.allocUnsafeSlow(2 * (this.#sizeBytes + bytes));
    room.set(this.bytes);
    this.#room = room;
    this.#view = room.subarray(0, 0);
  }
}
