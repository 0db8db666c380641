/** Most requests fit; more room is made for those that do not. */
const START_BYTES = 1024;

/** For six bits their character. Source: RFC 4648 §5. */
export const BASE64_URL = Buffer.from(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
);

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

  add(part: Uint8Array): void {
    this.#need(part.length);
    this.#room.set(part, this.#sizeBytes);
    this.#sizeBytes += part.length;
  }

  addPart(bytes: Buffer, from: number, to: number): void {
    this.#need(to - from);
    this.#sizeBytes += bytes.copy(this.#room, this.#sizeBytes, from, to);
  }

  /** A character takes up to three bytes. */
  addText(text: string, encoding: "latin1" | "utf8"): void {
    this.#need(encoding === "latin1" ? text.length : 3 * text.length);
    this.#sizeBytes += this.#room.write(text, this.#sizeBytes, encoding);
  }

  /** Adds some of these bytes in base64url, which makes no text of them in between. */
  addBase64Url(bytes: Uint8Array, from: number, to: number): void {
    this.#need(2 * (to - from) + 4);
    const room = this.#room;
    let at = this.#sizeBytes;
    let n = from;
    for (; n + 2 < to; n += 3) {
      const three = (bytes[n]! << 16) | (bytes[n + 1]! << 8) | bytes[n + 2]!;
      room[at++] = BASE64_URL[three >> 18]!;
      room[at++] = BASE64_URL[(three >> 12) & 63]!;
      room[at++] = BASE64_URL[(three >> 6) & 63]!;
      room[at++] = BASE64_URL[three & 63]!;
    }
    if (n < to) {
      const isOne = n + 1 === to;
      const rest = (bytes[n]! << 16) | (isOne ? 0 : bytes[n + 1]! << 8);
      room[at++] = BASE64_URL[rest >> 18]!;
      room[at++] = BASE64_URL[(rest >> 12) & 63]!;
      if (!isOne) room[at++] = BASE64_URL[(rest >> 6) & 63]!;
    }
    this.#sizeBytes = at;
  }

  /** Leaves room for bytes that are known later; answers where in `room` it is. */
  addGap(sizeBytes: number): number {
    this.#need(sizeBytes);
    this.#sizeBytes += sizeBytes;
    return this.#sizeBytes - sizeBytes;
  }

  /** Copies what was written from a place on; answers how many bytes that is. */
  copyTo(target: Buffer, at: number, from: number): number {
    return this.#room.copy(target, at, from, this.#sizeBytes);
  }

  #need(bytes: number): void {
    if (this.#sizeBytes + bytes <= this.#room.length) return;
    const room = Buffer.allocUnsafeSlow(2 * (this.#sizeBytes + bytes));
    this.#room.copy(room, 0, 0, this.#sizeBytes);
    this.#room = room;
  }
}
