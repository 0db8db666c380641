import { ChunkParser } from "./chunk-parser.ts";
import type { Fault } from "./fault.ts";
import { HeadParser } from "./head-parser.ts";
import type { Keeper } from "./keeper.ts";

/** A body beyond this is not read to its end. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

const [HEAD, SIZED, CHUNKED, UNTIL_CLOSE, DONE] = [0, 1, 2, 3, 4];

/**
 * Finds the end of one HTTP/1 answer after the other in the bytes of a connection and keeps
 * nothing of them but the status, unless it is given a keeper. Pure: bytes in, state out; pieces
 * may be of any size.
 * Source: RFC 9112 §6.3 (message body length).
 */
export class ResponseParser {
  /** Why the answer cannot be used; the connection cannot be either. */
  fault: Fault | null = null;
  /** Whether another request may follow on the same connection. */
  mayFollow = false;

  readonly #head = new HeadParser();
  readonly #chunks = new ChunkParser();
  #state = DONE;
  #left = 0;
  #isHead = false;
  #bodyBytes = 0;

  #keeper: Keeper | null = null;

  /** Makes ready for the answer to a request; what it says goes into `keeper`. */
  begin(method: string, keeper: Keeper | null = null): void {
    this.#keeper = keeper;
    this.#head.begin();
    this.#isHead = method === "HEAD";
    this.#state = HEAD;
    this.fault = null;
    this.mayFollow = false;
    this.#bodyBytes = 0;
  }

  get status(): number {
    return this.#head.status;
  }

  get isDone(): boolean {
    return this.#state === DONE;
  }

  /** Takes bytes until the answer is whole or at fault, and answers where it stopped. */
  feed(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to && this.#state !== DONE && this.fault === null) at = this.#step(bytes, at, to);
    // What follows a whole answer answers nothing that was asked.
    if (at < to) this.mayFollow = false;
    return at;
  }

  /** The other side has ended the connection. */
  end(): void {
    if (this.#state === DONE || this.fault !== null) return;
    if (this.#state === UNTIL_CLOSE) this.#state = DONE;
    else this.fault = this.#head.hasBegun ? "cut-short" : "closed-without-answer";
  }

  #step(bytes: Uint8Array, at: number, to: number): number {
    switch (this.#state) {
      case HEAD: {
        const stop = this.#head.feed(bytes, at, to);
        this.#keeper?.keepHead(bytes, at, stop);
        this.fault = this.#head.fault;
        if (this.#head.isDone) this.#frame();
        return stop;
      }
      case CHUNKED: {
        const stop = this.#chunks.feed(bytes, at, to, this.#keeper);
        this.fault = this.#chunks.fault;
        this.#bodyBytes = this.#chunks.bodyBytes;
        if (this.#chunks.isDone) this.#state = DONE;
        else this.#limit();
        return stop;
      }
      case SIZED: {
        const taken = Math.min(this.#left, to - at);
        this.#keeper?.keepBody(bytes, at, at + taken);
        if ((this.#left -= taken) === 0) this.#state = DONE;
        return at + taken;
      }
      default:
        this.#keeper?.keepBody(bytes, at, to);
        this.#bodyBytes += to - at;
        this.#limit();
        return to;
    }
  }

  #limit(): void {
    if (this.#bodyBytes > MAX_BODY_BYTES) this.fault = "body-too-large";
  }

  /** Decides by the head how the body ends. */
  #frame(): void {
    const { status, minor, fields } = this.#head;
    if (status === 101) this.fault = "unasked-upgrade";
    else if (status < 200) {
      this.#head.begin(true);
      this.#keeper?.forget();
    } else {
      const connection = fields.get("connection");
      const coding = fields.get("transfer-encoding");
      const length = fields.get("content-length");
      this.mayFollow = staysOpen(connection, minor);
      if (this.#isHead || status === 204 || status === 304) this.#state = DONE;
      else if (coding !== undefined) this.#frameCoded(coding, length !== undefined || minor === 0);
      else if (length !== undefined) this.#frameSized(length);
      else this.#frameUntilClose();
    }
  }

  #frameCoded(coding: string, isDoubtful: boolean): void {
    if (/(^|,)\s*chunked$/.test(coding)) {
      if (isDoubtful) this.mayFollow = false;
      this.#chunks.begin();
      this.#state = CHUNKED;
    } else this.#frameUntilClose();
  }

  #frameSized(text: string): void {
    const length = lengthOf(text);
    if (length === null) this.fault = "bad-length";
    else if (length > MAX_BODY_BYTES) this.fault = "body-too-large";
    else {
      this.#left = length;
      this.#state = length === 0 ? DONE : SIZED;
    }
  }

  #frameUntilClose(): void {
    this.mayFollow = false;
    this.#state = UNTIL_CLOSE;
  }
}

function staysOpen(connection: string | undefined, minor: number): boolean {
  if (connection === undefined || connection === "keep-alive")
    return minor > 0 || connection !== undefined;
  const wishes = connection.split(",").map((wish) => wish.trim());
  if (wishes.includes("close")) return false;
  return minor > 0 || wishes.includes("keep-alive");
}

/** Digits, or the same digits several times, as proxies that join fields leave them. */
function lengthOf(text: string): number | null {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const [first = "", ...others] = text.split(",").map((part) => part.trim());
  return /^\d{1,15}$/.test(first) && others.every((other) => other === first)
    ? Number(first)
    : null;
}
