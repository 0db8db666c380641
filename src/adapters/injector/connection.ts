import type { Socket } from "node:net";
import {
  type Fault,
  faultOfCode,
  Keeper,
  type KeptAnswer,
  ResponseParser,
} from "../../loadtest/injection/index.ts";
import { dial, type Place } from "./dial.ts";
import type { Outgoing } from "./outgoing.ts";

/** What a connection tells its shard. */
export interface Listener {
  onReady(connection: Connection): void;
  onAnswer(connection: Connection, status: number, kept: KeptAnswer): void;
  /** It is of no further use; with a fault when that cost a request or kept it from opening. */
  onEnd(connection: Connection, fault: Fault | null): void;
}

/** Shared by all connections of a thread: each read is parsed before the next one is made. */
const buffer = Buffer.allocUnsafeSlow(64 * 1024);

const nothing: KeptAnswer = { head: "", body: "" };

/** One kept-alive connection with at most one request under way; also a link in the list of those. */
export class Connection {
  /** Under way, or the last that was. */
  request: Outgoing | null = null;
  /** Requests that it may still carry. */
  left: number;
  /** Neighbours in the order of sending. */
  earlier: Connection | null = null;
  later: Connection | null = null;
  isReady = false;

  readonly openedMs: number;
  readonly #socket: Socket;
  readonly #parser = new ResponseParser();
  readonly #listener: Listener;
  #keeper: Keeper | null = null;
  #isAsking = false;
  #isOver = false;

  constructor(place: Place, nowMs: number, requests: number, listener: Listener) {
    this.openedMs = nowMs;
    this.left = requests;
    this.#listener = listener;
    const onread = { buffer, callback: (size: number) => this.#take(size) };
    this.#socket = dial(place, onread, () => {
      this.isReady = true;
      listener.onReady(this);
    });
    this.#socket.on("error", ({ code = "" }: NodeJS.ErrnoException) =>
      this.#break(faultOfCode(code)),
    );
    this.#socket.on("end", () => this.#finish());
    this.#socket.on("close", () => this.#finish());
  }

  ask(request: Outgoing): void {
    this.request = request;
    this.left--;
    this.#isAsking = true;
    this.#keeper = request.part?.step.keepsAnswer ? new Keeper() : null;
    this.#parser.begin(request.method, this.#keeper);
    this.#socket.write(request.content);
  }

  /** Ends it without telling anybody. */
  drop(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }

  #take(size: number): boolean {
    if (this.#isOver) return false;
    const parser = this.#parser;
    // Bytes that answer nothing: the other side has lost count or says farewell.
    if (!this.#isAsking) this.#end(null);
    else {
      parser.feed(buffer, 0, size);
      if (parser.fault !== null) this.#end(parser.fault);
      else if (parser.isDone) this.#answer();
    }
    return true;
  }

  #answer(): void {
    this.#isAsking = false;
    // An answer before the request was whole leaves the rest of it on the wire.
    const isEarly = this.#socket.writableLength > 0;
    const { status, mayFollow } = this.#parser;
    const kept = this.#keeper?.answer() ?? nothing;
    this.#keeper = null;
    if (mayFollow && !isEarly && this.left > 0) this.#listener.onAnswer(this, status, kept);
    else {
      this.drop();
      this.#listener.onAnswer(this, status, kept);
      this.#listener.onEnd(this, null);
    }
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
    else this.#end(this.#parser.fault);
  }

  #break(fault: Fault): void {
    if (!this.#isOver) this.#end(this.isReady && !this.#isAsking ? null : fault);
  }

  #end(fault: Fault | null): void {
    this.drop();
    this.#listener.onEnd(this, fault);
  }
}
