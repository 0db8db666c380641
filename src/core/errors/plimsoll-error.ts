import type { Advice } from "./advice.ts";
import { catalogue, type ErrorCode } from "./catalogue.ts";

/**
 * A promise that Plimsoll could not keep: thrown where a caller cannot be expected to go on.
 * Expected outcomes (a conflict, a problem in a document, a refused token) are values instead.
 */
export class PlimsollError extends Error {
  readonly code: ErrorCode;
  /** What the reader should do next, as one sentence. */
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "PlimsollError";
    this.code = code;
    this.hint = options.hint ?? catalogue[code].hint;
  }

  get advice(): Advice {
    return catalogue[this.code];
  }
}
