import {
  type Fault,
  faultOfCode,
  type ReceivedAnswer,
  type ScheduledRequest,
} from "../../loadtest/injection/index.ts";
import type { ByteStream, StreamEvents } from "../http1/index.ts";
import { AnswerKeeper } from "./answer-keeper.ts";
import { openStream, type ResolvedAddress } from "./dial.ts";
import { ResponseParser } from "./response-parser.ts";

/** What a connection tells its shard. */
export interface Listener {
  onReady(connection: Connection): void;
  onAnswer(connection: Connection, status: number, answer: ReceivedAnswer): void;
  /** It is of no further use; with a fault when that cost a request or kept it from opening. */
  onEnd(connection: Connection, fault: Fault | null): void;
}

/** One that was opened for longer without a request may be as stale as one that carried some. */
const FRESH_MS = 1000;

const nothing: ReceivedAnswer = { head: "", body: "" };

/** One kept-alive connection with at most one request under way; also a link in the list of those. */
export class Connection implements StreamEvents {
  /** Under way, or the last that was. */
  request: ScheduledRequest | null = null;
  /** Requests that it may still carry. */
  left: number;
  /** Sent again as soon as it is open; nothing else is sent before. */
  readonly reserved: ScheduledRequest | null;
  /** Since when it waits for a request. */
  idleSinceMs = 0;
  /** Until when the other side keeps it open; what is sent later may find nobody. */
  goodUntilMs = Number.POSITIVE_INFINITY;
  /** Neighbours in the order of sending. */
  earlier: Connection | null = null;
  later: Connection | null = null;
  isReady = false;

  readonly openedMs: number;
  readonly #stream: ByteStream;
  readonly #parser = new ResponseParser();
  readonly #listener: Listener;
  #keeper: AnswerKeeper | null = null;
  #isAsking = false;
  #carried = 0;
  /** Whether the request under way found it open for a while, so that the other side may have just closed it. */
  #isKept = false;
  #isOver = false;

  constructor(
    address: ResolvedAddress,
    nowMs: number,
    requests: number,
    listener: Listener,
    reserved: ScheduledRequest | null = null,
  ) {
    this.openedMs = nowMs;
    this.left = requests;
    this.reserved = reserved;
    this.#listener = listener;
    this.#stream = openStream(address, this, () => this.#open());
  }

  ask(request: ScheduledRequest, bytes: Buffer, nowMs: number): void {
    this.request = request;
    this.left--;
    this.#isKept = this.#carried > 0 || nowMs - this.idleSinceMs > FRESH_MS;
    this.#isAsking = true;
    this.#keeper = request.keepsAnswer ? new AnswerKeeper() : null;
    this.#parser.begin(request.method, this.#keeper);
    this.#stream.write(bytes);
  }

  /** Ends it without telling anybody. */
  drop(): void {
    this.#isOver = true;
    this.#stream.destroy();
  }

  onBytes(bytes: Buffer, from: number, to: number): void {
    if (this.#isOver) return;
    const parser = this.#parser;
    // Bytes that answer nothing: the other side has lost count or says farewell.
    if (!this.#isAsking) this.#end(null);
    else {
      parser.feed(bytes, from, to);
      if (parser.fault !== null) this.#end(parser.fault);
      else if (parser.isDone) this.#answer();
    }
  }

  onDrain(): void {}

  onEnd(): void {
    this.#finish();
  }

  onClose(code: string | null): void {
    if (this.#isOver) return;
    if (code === null) this.#finish();
    else if (this.isReady && !this.#isAsking) this.#end(null);
    else this.#end(this.#nameOf(faultOfCode(code)));
  }

  #open(): void {
    if (this.#isOver) return;
    this.isReady = true;
    this.#listener.onReady(this);
  }

  #answer(): void {
    this.#isAsking = false;
    this.#carried++;
    // An answer before the request was whole leaves the rest of it on the wire.
    const isEarly = this.#stream.unsentBytes > 0;
    const { status, mayFollow } = this.#parser;
    const answer = this.#keeper?.answer() ?? nothing;
    this.#keeper = null;
    if (mayFollow && !isEarly && this.left > 0) this.#listener.onAnswer(this, status, answer);
    else {
      this.drop();
      this.#listener.onAnswer(this, status, answer);
      this.#listener.onEnd(this, null);
    }
  }

  /** For how long the other side keeps it after the answer that came last, milliseconds. */
  get keptMs(): number {
    return this.#parser.keptMs;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#parser.end();
    if (!this.isReady) this.#end("closed-without-answer");
    else if (!this.#isAsking) this.#end(null);
    else if (this.#parser.fault === null) this.#answer();
    else this.#end(this.#nameOf(this.#parser.fault));
  }

  /**
   * A kept connection that ends before any byte of the answer was closed as the request left, which
   * tells nothing of the request. Source: RFC 9112 §9.3.1.
   */
  #nameOf(fault: Fault): Fault {
    const isClosed = fault === "closed-without-answer" || fault === "reset";
    return isClosed && this.#isKept && !this.#parser.hasBegun ? "kept-connection-closed" : fault;
  }

  #end(fault: Fault | null): void {
    this.drop();
    this.#listener.onEnd(this, fault);
  }
}
