import type { Fault } from "../../loadtest/injection/index.ts";
import type { AnswerKeeper } from "./answer-keeper.ts";
import { ChunkParser } from "./chunk-parser.ts";
import { type Framing, MAX_BODY_BYTES } from "./framing.ts";
import { ResponseHead } from "./response-head.ts";

const [HEAD, SIZED, CHUNKED, UNTIL_CLOSE, DONE] = [0, 1, 2, 3, 4];

/**
 * Finds the end of one HTTP/1 answer after the other in the bytes of a connection and keeps
 * nothing of them but the status, unless it is given a keeper. Pure: bytes in, state out; pieces
 * may be of any size.
 */
export class ResponseParser {
  /** Why the answer cannot be used; the connection cannot be either. */
  fault: Fault | null = null;
  /** Whether another request may follow on the same connection. */
  mayFollow = false;

  readonly #head = new ResponseHead();
  readonly #chunks = new ChunkParser();
  #state = DONE;
  #left = 0;
  #isHead = false;
  #bodyBytes = 0;

  #keeper: AnswerKeeper | null = null;

  /** Makes ready for the answer to a request; what it says goes into `keeper`. */
  begin(method: string, keeper: AnswerKeeper | null = null): void {
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

  /** Whether any byte of the answer has come. */
  get hasBegun(): boolean {
    return this.#head.hasBegun;
  }

  /** For how long the connection is kept after this answer, milliseconds; Infinity: it is not said. */
  get keptMs(): number {
    return this.#head.framing.keptMs;
  }

  get isDone(): boolean {
    return this.#state === DONE;
  }

  /** Takes bytes until the answer is whole or at fault, and answers where it stopped. */
  feed(bytes: Buffer, from: number, to: number): number {
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

  #step(bytes: Buffer, at: number, to: number): number {
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
    const { status, framing } = this.#head;
    if (status === 101) this.fault = "unasked-upgrade";
    else if (status < 200) {
      this.#head.begin(true);
      this.#keeper?.forget();
    } else if (this.#isHead || status === 204 || status === 304) {
      this.mayFollow = framing.staysOpen;
      this.#state = DONE;
    } else this.#beginBody(framing);
  }

  #beginBody({ end, bytes, mayFollow, fault }: Framing): void {
    this.mayFollow = mayFollow;
    this.fault = fault;
    this.#left = bytes;
    if (end === "length") this.#state = bytes === 0 ? DONE : SIZED;
    else if (end === "close") this.#state = UNTIL_CLOSE;
    else {
      this.#chunks.begin();
      this.#state = CHUNKED;
    }
  }
}
