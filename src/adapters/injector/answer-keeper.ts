import type { ReceivedAnswer } from "../../loadtest/injection/index.ts";

/** As much of a body as is kept for checks and extractions. */
const MOST_BODY_BYTES = 256 * 1024;

/** Keeps what a parser reads of one answer: all of its head, and of its body the beginning. */
export class AnswerKeeper {
  #head: Buffer[] = [];
  #body: Buffer[] = [];
  #bodyBytes = 0;

  keepHead(bytes: Buffer, from: number, to: number): void {
    this.#head.push(Buffer.from(bytes.subarray(from, to)));
  }

  keepBody(bytes: Buffer, from: number, to: number): void {
    const end = Math.min(to, from + MOST_BODY_BYTES - this.#bodyBytes);
    if (end <= from) return;
    this.#body.push(Buffer.from(bytes.subarray(from, end)));
    this.#bodyBytes += end - from;
  }

  /** What was an interim answer is none. */
  forget(): void {
    this.#head = [];
  }

  answer(): ReceivedAnswer {
    return {
      head: Buffer.concat(this.#head).toString("latin1"),
      body: Buffer.concat(this.#body).toString("utf8"),
    };
  }
}
