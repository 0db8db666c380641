import type { Fault } from "../../loadtest/injection/index.ts";
import { HeadReader } from "../http1/index.ts";
import { type Framing, framingOf, isEndless } from "./framing.ts";

/** Bytes of all heads and trailers of one answer; the servers in use allow 8 to 32 KiB. */
export const MAX_HEAD_BYTES = 64 * 1024;

/** Source: RFC 9112 §4. */
const STATUS_LINE = /^HTTP\/1\.(\d) ([1-9]\d\d)(?: |\r|$)/;
/** Stands for what has not come of a status line. */
const ANY_STATUS_LINE = "HTTP/1.1 200 OK ";

const mayBeStatusLine = (text: string, isWhole: boolean): boolean =>
  STATUS_LINE.test(isWhole ? text : text + ANY_STATUS_LINE.slice(text.length));

/** A whole head and what was read in it. */
interface ReadHead {
  readonly bytes: Buffer;
  readonly status: number;
  readonly framing: Framing;
}

/** Longer ones are hardly ever the same twice. */
const MOST_REMEMBERED_BYTES = 1024;
/** Of this thread: most answers of a server begin just as the one before, and comparing is quick. */
let latest: ReadHead | null = null;

/** Reads the head of an HTTP/1 answer, in pieces of any size. */
export class ResponseHead {
  status = 0;
  isDone = false;
  fault: Fault | null = null;
  /** Of the head that is done. */
  framing: Framing = framingOf(1, []);
  readonly #reader = new HeadReader({
    mostBytes: MAX_HEAD_BYTES,
    isStrict: false,
    mayStart: mayBeStatusLine,
  });

  /** Makes ready for a head; `again` for one that follows an interim answer. */
  begin(again = false): void {
    this.status = 0;
    this.isDone = false;
    this.fault = null;
    this.#reader.begin(again);
  }

  /** Whether any byte has come. */
  get hasBegun(): boolean {
    return this.#reader.sizeBytes > 0;
  }

  /** Takes bytes until the head is done or at fault, and answers where it stopped. */
  feed(bytes: Buffer, from: number, to: number): number {
    const isFresh = !this.hasBegun;
    if (isFresh && latest !== null && beginsWith(bytes, from, to, latest.bytes))
      return from + this.#recall(latest);
    const stop = this.#reader.feed(bytes, from, to);
    this.#look();
    if (isFresh && this.isDone && stop - from <= MOST_REMEMBERED_BYTES) {
      const { status, framing } = this;
      latest = { bytes: Buffer.from(bytes.subarray(from, stop)), status, framing };
    }
    return stop;
  }

  /** Takes over what was read in a head of the same bytes, and says how long it is. */
  #recall({ bytes, status, framing }: ReadHead): number {
    this.status = status;
    this.framing = framing;
    this.isDone = true;
    this.#reader.sizeBytes = bytes.length;
    return bytes.length;
  }

  #look(): void {
    const { startLine, fields, isDone, fault } = this.#reader;
    const [, minor, status] = STATUS_LINE.exec(startLine ?? "") ?? [];
    this.status = Number(status ?? 0);
    if (fault?.kind === "start") this.fault = "bad-status-line";
    else if (fault?.kind === "too-large") this.fault = "headers-too-large";
    else if (fault !== null || fields.some(isEndless)) this.fault = "bad-header";
    if (this.fault !== null || !isDone) return;
    this.framing = framingOf(Number(minor), fields);
    this.isDone = true;
  }
}

const beginsWith = (bytes: Buffer, from: number, to: number, wanted: Buffer): boolean =>
  to - from >= wanted.length &&
  bytes.compare(wanted, 0, wanted.length, from, from + wanted.length) === 0;
