import { MalformedJson } from "./otlp-json.ts";

/** Deeper than anything OTLP has; values are passed over by recursion. */
const MAX_DEPTH = 32;
/** In one value that will be made objects of: a point has a few hundred at most. */
const MAX_CONTAINERS = 10_000;
const MAX_VALUE_BYTES = 512 << 10;
/** Between two looks at whether somebody else should have a turn. */
const BYTES_AT_ONCE = 128 << 10;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const LITERALS = ["true", "false", "null"].map((word) => Buffer.from(word));

/**
 * Walks through JSON (RFC 8259) without making anything of it, so that its size, its depth and its
 * number of containers are known before any object exists. The caller asks for the fields of an
 * object or the items of a list, and passes over each value or walks into it.
 */
export class JsonScan {
  readonly #bytes: Buffer;
  #at = 0;
  #pausedAt = 0;
  #containers = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** True once for every stretch that took its time. */
  isTimeToPause(): boolean {
    if (this.#at - this.#pausedAt < BYTES_AT_ONCE) return false;
    this.#pausedAt = this.#at;
    return true;
  }

  /** The names of an object's fields. After each, its value must be passed over or walked into. null has none. */
  *fields(path: string): Generator<string> {
    if (path !== "" && this.#isNull()) return;
    this.#open(OPEN_OBJECT, `${path || "the body"} must be an object`);
    if (this.#skip(CLOSE_OBJECT)) return;
    do {
      const [start, end] = this.#string();
      this.#expect(COLON);
      yield this.#parse(start, end) as string;
    } while (this.#skip(COMMA));
    this.#expect(CLOSE_OBJECT);
  }

  /** The items of a list, by their index, likewise. */
  *items(path: string): Generator<number> {
    if (this.#isNull()) return;
    this.#open(OPEN_LIST, `${path} must be a list`);
    if (this.#skip(CLOSE_LIST)) return;
    let index = 0;
    do yield index++;
    while (this.#skip(COMMA));
    this.#expect(CLOSE_LIST);
  }

  /** Passes over a value; answers where it lies. */
  pass(): readonly [start: number, end: number] {
    this.#peek();
    const start = this.#at;
    this.#containers = 0;
    this.#value(0);
    return [start, this.#at];
  }

  /** A value that was passed over. */
  parse([start, end]: readonly [number, number]): unknown {
    if (end - start > MAX_VALUE_BYTES)
      throw new MalformedJson(`a value in it is larger than ${MAX_VALUE_BYTES >> 10} KiB`);
    return this.#parse(start, end);
  }

  /** Nothing but white space may follow. */
  finish(): void {
    if (this.#peek() !== -1) throw this.#unexpected();
  }

  #parse(start: number, end: number): unknown {
    return JSON.parse(this.#bytes.toString("utf8", start, end));
  }

  /** The next byte that is no white space; -1 at the end. */
  #peek(): number {
    for (; this.#at < this.#bytes.length; this.#at++) {
      const byte = this.#bytes[this.#at]!;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
    }
    return -1;
  }

  #open(byte: number, otherwise: string): void {
    const found = this.#peek();
    if (found === -1) throw this.#unexpected();
    if (found !== byte) throw new MalformedJson(otherwise);
    this.#at++;
  }

  #skip(byte: number): boolean {
    if (this.#peek() !== byte) return false;
    this.#at++;
    return true;
  }

  #expect(byte: number): void {
    if (!this.#skip(byte)) throw this.#unexpected();
  }

  #isNull(): boolean {
    if (this.#peek() !== 0x6e) return false;
    this.#literal();
    return true;
  }

  #value(depth: number): void {
    const byte = this.#peek();
    if (byte === QUOTE) this.#string();
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#container(byte, depth);
    else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) this.#number();
    else this.#literal();
  }

  #container(open: number, depth: number): void {
    if (depth === MAX_DEPTH) throw new MalformedJson(`it is nested more than ${MAX_DEPTH} deep`);
    if (++this.#containers > MAX_CONTAINERS)
      throw new MalformedJson(`a value in it has more than ${MAX_CONTAINERS} parts`);
    const close = open === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
    this.#at++;
    if (this.#skip(close)) return;
    do {
      if (open === OPEN_OBJECT) {
        this.#string();
        this.#expect(COLON);
      }
      this.#value(depth + 1);
    } while (this.#skip(COMMA));
    this.#expect(close);
  }

  #string(): readonly [start: number, end: number] {
    if (this.#peek() !== QUOTE) throw this.#unexpected();
    const bytes = this.#bytes;
    const start = this.#at;
    for (this.#at++; this.#at < bytes.length; this.#at++) {
      const byte = bytes[this.#at]!;
      if (byte === QUOTE) return [start, ++this.#at];
      if (byte < 0x20) throw this.#unexpected();
      if (byte === BACKSLASH) this.#escape();
    }
    throw this.#unexpected();
  }

  #escape(): void {
    const escaped = String.fromCharCode(this.#bytes[++this.#at] ?? 0);
    if (escaped === "u") {
      const digits = this.#bytes.toString("latin1", this.#at + 1, this.#at + 5);
      if (!/^[\da-f]{4}$/i.test(digits)) throw this.#unexpected();
      this.#at += 4;
    } else if (!'"\\/bfnrt'.includes(escaped)) throw this.#unexpected();
  }

  #number(): void {
    if (this.#bytes[this.#at] === 0x2d) this.#at++;
    if (this.#bytes[this.#at] === 0x30) this.#at++;
    else this.#digits();
    if (this.#bytes[this.#at] === 0x2e) {
      this.#at++;
      this.#digits();
    }
    if ((this.#bytes[this.#at]! | 0x20) === 0x65) {
      this.#at++;
      if (this.#bytes[this.#at] === 0x2b || this.#bytes[this.#at] === 0x2d) this.#at++;
      this.#digits();
    }
  }

  #digits(): void {
    const start = this.#at;
    while (this.#bytes[this.#at]! >= 0x30 && this.#bytes[this.#at]! <= 0x39) this.#at++;
    if (this.#at === start) throw this.#unexpected();
  }

  #literal(): void {
    const word = LITERALS.find(
      (literal) =>
        this.#bytes.compare(
          literal,
          0,
          literal.length,
          this.#at,
          Math.min(this.#at + literal.length, this.#bytes.length),
        ) === 0,
    );
    if (!word) throw this.#unexpected();
    this.#at += word.length;
  }

  #unexpected(): MalformedJson {
    const what =
      this.#at < this.#bytes.length
        ? `byte ${this.#at} is not what JSON has there`
        : "the JSON ends too early";
    return new MalformedJson(what);
  }
}
