/** Most requests fit; more room is made for those that do not. */
const START_BYTES = 1024;

/** The bytes of one request, written from front to back, and then those of the next. */
export class RequestBuffer {
  #room = Buffer.allocUnsafeSlow(START_BYTES);
  #sizeBytes = 0;

  /** The request is at its beginning; it changes with what is written next. */
  get room(): Buffer {
    return this.#room;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  clear(): void {
    this.#sizeBytes = 0;
  }

  /** Adds some of these bytes. */
  addPart(bytes: Buffer, from: number, to: number): void {
    this.#need(to - from);
    this.#sizeBytes += bytes.copy(this.#room, this.#sizeBytes, from, to);
  }

  /** A character takes up to three bytes. */
  addText(text: string, encoding: "latin1" | "utf8"): void {
    this.#need(encoding === "latin1" ? text.length : 3 * text.length);
    this.#sizeBytes += this.#room.write(text, this.#sizeBytes, encoding);
  }

  #need(bytes: number): void {
    if (this.#sizeBytes + bytes <= this.#room.length) return;
    const room = Buffer.allocUnsafeSlow(2 * (this.#sizeBytes + bytes));
    this.#room.copy(room, 0, 0, this.#sizeBytes);
    this.#room = room;
  }
}
