import { BLOCK_BYTES } from "../sha256/index.ts";
import type { RequestBuffer } from "./request-buffer.ts";

/** The first segment of every token that a site's secret signs, as `host` writes it. */
const HEADER = Buffer.from('{"typ":"JWT","alg":"HS256"}').toString("base64url");
/** Three bytes of space, encoded. */
const THREE_SPACES = "ICAg";
/**
 * More than whole blocks of the hash by this at most: the rest of a token is 76 to 86 bytes long, and
 * then fits into two blocks with what is left over.
 */
const MOST_OVER = 32;
const CLOSING = '"}';
const [DASH, ZERO] = ["-".charCodeAt(0), "0".charCodeAt(0)];

/** Written from its end to its front. */
const hindmost = Buffer.from(CLOSING.padStart(64));

/**
 * Claims in three parts, each encoded by itself, so that only what differs from token to token is
 * encoded anew. Base64 takes three bytes at a time: a part that another one follows is filled up
 * with the spaces that JSON allows between its claims.
 */

/** How the tokens of one site begin: the header, and claims such as `{"iss":"…",`. */
export function tokenStart(claims: string, header = HEADER): string {
  const start = `${header}.${encoded(claims, "end")}`;
  const over = start.length % BLOCK_BYTES;
  return over > MOST_OVER
    ? start + THREE_SPACES.repeat(Math.ceil((BLOCK_BYTES - over) / THREE_SPACES.length))
    : start;
}

/** The claims that tokens of one second share, and the first half of their names. */
export class TokenTimes {
  readonly #run: string;
  readonly #lifetimeS: number;
  #issuedS = Number.NaN;
  #bytes = Buffer.alloc(0);

  /** @param run a name by which this run's tokens differ from those of every other */
  constructor(run: string, lifetimeS: number) {
    this.#run = run;
    this.#lifetimeS = lifetimeS;
  }

  at(epochMs: number): Uint8Array {
    const issuedS = Math.floor(epochMs / 1000);
    if (issuedS !== this.#issuedS) {
      const times = `"iat":${issuedS},"exp":${issuedS + this.#lifetimeS}`;
      this.#bytes = Buffer.from(encoded(`${times},"jti":"${this.#run}-`, "start"));
      this.#issuedS = issuedS;
    }
    return this.#bytes;
  }
}

/** Adds how the token of one request ends. */
export function addTokenEnd(arrival: number, at: number, into: RequestBuffer): void {
  const dash = digitsBefore(hindmost.length - CLOSING.length, at) - 1;
  hindmost[dash] = DASH;
  into.addBase64Url(hindmost, digitsBefore(dash, arrival), hindmost.length);
}

/**
 * Writes a number's digits so that they end before a place; answers where they begin. V8 would
 * remember each number that it made a text of, which garbage collection then pays for.
 */
function digitsBefore(end: number, number: number): number {
  let [at, left] = [end, number];
  do {
    hindmost[--at] = ZERO + (left % 10);
    left = Math.floor(left / 10);
  } while (left > 0);
  return at;
}

function encoded(json: string, spacesAt: "start" | "end"): string {
  const spaces = " ".repeat((3 - (Buffer.byteLength(json) % 3)) % 3);
  const text = spacesAt === "start" ? spaces + json : json + spaces;
  return Buffer.from(text).toString("base64url");
}
