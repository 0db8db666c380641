import type { HostRequest, HostResponse } from "../../mockhost/index.ts";
import { type ByteStream, HeadReader, type StreamEvents } from "../http1/index.ts";
import { KEEP_ALIVE_S } from "./answer-head.ts";
import { type BodyReader, bodyReader } from "./body-reader.ts";
import { type BadRequest, bad, type RequestHead, requestHead } from "./request-head.ts";
import { broken, sendAnswer } from "./send-answer.ts";

/** Answers one request; synchronous for everything that needs no call to an add-on. */
export type Answer = (request: HostRequest) => HostResponse | Promise<HostResponse>;

const headRules = {
  mostBytes: 16_384 + "\r\n\r\n".length,
  isStrict: true,
  mayStart: () => true,
} as const;
/** The host takes attachments of 10 MB by default; anything larger is refused unread. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Answers that nobody fetches keep further requests waiting from here on. */
const MOST_UNSENT_BYTES = 65_536;

const NOTHING = Buffer.alloc(0);
const CONTINUE = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n");

/** What a connection is at; `over`: it reads on, unseen, until what was said last has arrived. */
type Phase = "idle" | "head" | "body" | "answer" | "over";

/** How many seconds it stays in each at most. */
const patienceS: Readonly<Record<Phase, number>> = {
  idle: KEEP_ALIVE_S,
  head: 60,
  body: 300,
  answer: Number.POSITIVE_INFINITY,
  over: 3,
};

/** One open connection. Requests are answered one after the other, in the order in which they came. */
export class Connection implements StreamEvents {
  readonly #stream: ByteStream;
  readonly #answer: Answer;
  readonly #onClose: (closed: Connection) => void;
  readonly #answered = () => this.#goOn();
  #phase: Phase = "idle";
  #waitedS = 0;
  #unread: Buffer = NOTHING;
  readonly #reader = new HeadReader(headRules);
  #head: RequestHead | null = null;
  #readBody: BodyReader | null = null;
  #isTurning = false;
  /** The other side will send no more. */
  #hasEnded = false;

  /** @param open gives the stream that tells it of everything */
  constructor(
    open: (events: StreamEvents) => ByteStream,
    answer: Answer,
    onClose: (closed: Connection) => void,
  ) {
    this.#answer = answer;
    this.#onClose = onClose;
    this.#stream = open(this);
  }

  onBytes(bytes: Buffer, from: number, to: number): void {
    if (this.#phase === "over") return;
    // What stays until the next bytes come is copied, since those take the place of these.
    const isWhole = this.#unread.length === 0 && this.#phase !== "body";
    const read = bytes.subarray(from, to);
    this.#unread = isWhole ? read : Buffer.concat([this.#unread, read]);
    this.#turn();
    if (isWhole && this.#unread.length > 0) this.#unread = Buffer.from(this.#unread);
  }

  onDrain(): void {
    this.#turn();
  }

  onEnd(): void {
    this.#hasEnded = true;
    this.#turn();
  }

  onClose(): void {
    this.#onClose(this);
  }

  /** To be called once a second: gives up on what has waited too long. */
  waitOn(): void {
    if (++this.#waitedS <= patienceS[this.#phase]) return;
    if (this.#phase === "head" || this.#phase === "body")
      this.#refuse(bad(408, "The request took too long to arrive."));
    else this.#stream.destroy();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  /** Goes as far as the bytes that are here allow. */
  #turn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    while (this.#step());
    this.#isTurning = false;
    if (this.#isBusy()) {
      if (this.#unread.length > 0) this.#stream.pause();
    } else if (this.#hasEnded) this.#finish();
    else if (this.#stream.isPaused) this.#stream.resume();
  }

  /** Waits for an answer to be made, or for earlier ones to be fetched. */
  #isBusy = (): boolean => this.#phase === "answer" || this.#stream.unsentBytes > MOST_UNSENT_BYTES;

  /** One head or body; false: there is no more to do. */
  #step(): boolean {
    if (this.#unread.length === 0 || this.#phase === "over" || this.#isBusy()) return false;
    return this.#phase === "body" ? this.#onBody() : this.#onHead();
  }

  #onHead(): boolean {
    const [reader, unread] = [this.#reader, this.#unread];
    const stop = reader.feed(unread, 0, unread.length);
    this.#unread = stop === unread.length ? NOTHING : unread.subarray(stop);
    if (!reader.isDone && reader.fault === null) {
      if (this.#phase === "idle") this.#enter("head");
      return false;
    }
    const head = requestHead(reader);
    reader.begin();
    return head.kind === "bad" ? this.#refuse(head) : this.#begin(head);
  }

  #begin(head: RequestHead): boolean {
    this.#head = head;
    if (head.body === 0) return this.#respond(head, NOTHING);
    if (head.body !== "chunked" && head.body > MAX_BODY_BYTES)
      return this.#refuse(bad(413, "The request body is too large."));
    this.#readBody = bodyReader(head.body, MAX_BODY_BYTES);
    this.#unread = Buffer.from(this.#unread);
    this.#enter("body");
    if (head.awaitsContinue) this.#stream.write(CONTINUE);
    return true;
  }

  #onBody(): boolean {
    const step = this.#readBody!(this.#unread);
    if (step.kind === "bad") return this.#refuse(step);
    this.#unread = step.kind === "whole" ? step.rest : NOTHING;
    return step.kind === "whole" && this.#respond(this.#head!, step.body);
  }

  #respond(head: RequestHead, body: Uint8Array): boolean {
    this.#enter("answer");
    try {
      const answer = this.#answer(requestOf(head, body));
      if (answer instanceof Promise)
        answer.then(
          (settled) => this.#send(settled),
          () => this.#send(broken),
        );
      else this.#send(answer);
    } catch {
      this.#send(broken);
    }
    return true;
  }

  #send(answer: HostResponse): void {
    const { method, keepsAlive } = this.#head!;
    const sending = { isHeadOnly: method === "HEAD", keepsAlive, done: this.#answered };
    sendAnswer(this.#stream, answer, sending);
  }

  #goOn(): void {
    if (this.#head!.keepsAlive) this.#enter("idle");
    else this.#finish();
    this.#turn();
  }

  /** Nothing can be told apart after a request that is refused so. */
  #refuse(refused: BadRequest): false {
    this.#enter("over");
    const answer = (refused.status === 413 ? this.#tooLarge() : null) ?? refusal(refused);
    const done = () => this.#finish();
    sendAnswer(this.#stream, answer, { isHeadOnly: false, keepsAlive: false, done });
    return false;
  }

  /** In the words of the site that was asked; null where it has none at once. */
  #tooLarge(): HostResponse | null {
    const answer = this.#answer({ ...requestOf(this.#head!, NOTHING), isOversized: true });
    return answer instanceof Promise ? null : answer;
  }

  #finish(): void {
    if (this.#phase === "head" || this.#phase === "body") {
      this.#refuse(bad(400, "The request ends before it is complete."));
      return;
    }
    this.#enter("over");
    this.#unread = NOTHING;
    this.#stream.end();
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#waitedS = 0;
  }
}

function requestOf({ method, target, headers }: RequestHead, body: Uint8Array): HostRequest {
  const at = target.indexOf("?");
  const path = at < 0 ? target : target.slice(0, at);
  const query = at < 0 ? "" : target.slice(at + 1);
  return { method, path, query, headers, body };
}

const refusal = ({ status, message }: BadRequest): HostResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ errorMessages: [message], errors: {} }),
});
