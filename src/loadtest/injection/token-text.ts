import { BLOCK_BYTES, LANE_BYTES } from "../sha256/index.ts";
import { LEAST_CLOSING_BYTES } from "./hmac-lanes.ts";

/** The first segment of every token that a site's secret signs, as `host` writes it. */
const HEADER = Buffer.from('{"typ":"JWT","alg":"HS256"}').toString("base64url");
/** Three bytes of space, encoded. */
const THREE_SPACES = "ICAg";
/** Of a session's number, all of which are written. */
const DIGITS = 12;
/** As many digits are encoded at once. */
const [GROUP_DIGITS, GROUP_CHARACTERS, GROUPS] = [3, 4, 1000];
const NUMBER_CHARACTERS = (DIGITS / GROUP_DIGITS) * GROUP_CHARACTERS;
/** For a group's number its characters. */
const groups = Buffer.from(
  Array.from({ length: GROUPS }, (_, n) => encoded(`${n}`.padStart(GROUP_DIGITS, "0"))).join(""),
);

/**
 * Two segments of a token, without what differs from one to the next: claims in parts, each encoded
 * by itself, so that only that is encoded anew. Base64 takes three bytes at a time: a part is filled
 * up with the spaces that JSON allows between its claims.
 */
export interface TokenText {
  /** The header, and claims such as `{"iss":"…",`. */
  readonly start: string;
  /** Place for times and number, and what follows them. */
  readonly rest: string;
}

/**
 * The tokens of one site and step.
 * @param claims those with which they begin, such as `{"iss":"…",`
 * @param index the step's
 * @param run a name by which this run's tokens differ from those of every other
 */
export function tokenText(claims: string, index: number, run: string, header = HEADER): TokenText {
  const times = encodedTimes(0, 0, run);
  const rest = `${times}${"0".repeat(NUMBER_CHARACTERS)}${encoded(`-${index}"`, "}")}`;
  const start = `${header}.${encoded(claims)}`;
  // The rest is to fit into two blocks of the hash with what is left over of the start.
  const over = start.length % BLOCK_BYTES;
  const isShort = over + rest.length <= LANE_BYTES - LEAST_CLOSING_BYTES;
  const spaces = isShort ? 0 : Math.ceil((BLOCK_BYTES - over) / THREE_SPACES.length);
  return { start: start + THREE_SPACES.repeat(spaces), rest };
}

/** Writes what differs from token to token. */
export class TokenDifferences {
  readonly #run: string;
  readonly #lifetimeS: number;
  #issuedS = Number.NaN;
  #times = Buffer.alloc(0);

  /** @param run as in the text of its tokens */
  constructor(run: string, lifetimeS: number) {
    this.#run = run;
    this.#lifetimeS = lifetimeS;
  }

  /**
   * @param epochMs when the token is issued
   * @param arrival the session's number
   * @param at where its place begins
   */
  write(epochMs: number, arrival: number, into: Buffer, at: number): void {
    const issuedS = Math.floor(epochMs / 1000);
    if (issuedS !== this.#issuedS) {
      this.#times = Buffer.from(encodedTimes(issuedS, issuedS + this.#lifetimeS, this.#run));
      this.#issuedS = issuedS;
    }
    into.set(this.#times, at);
    writeNumber(arrival, into, at + this.#times.length);
  }
}

/** The claims that tokens of one second share, and the first half of their names. */
const encodedTimes = (issuedS: number, expiresS: number, run: string): string =>
  encoded("", `"iat":${tenDigits(issuedS)},"exp":${tenDigits(expiresS)},"jti":"${run}-`);
/** As long for every time that anybody's clock tells. */
const tenDigits = (seconds: number): string => `${seconds}`.padStart(10);

/** Writes a number in base64url, of which V8 makes no text: it would remember each of them. */
function writeNumber(number: number, into: Buffer, at: number): void {
  let left = number;
  for (let to = at + NUMBER_CHARACTERS; to > at; to -= GROUP_CHARACTERS) {
    const group = GROUP_CHARACTERS * (left % GROUPS);
    into[to - 4] = groups[group]!;
    into[to - 3] = groups[group + 1]!;
    into[to - 2] = groups[group + 2]!;
    into[to - 1] = groups[group + 3]!;
    left = Math.floor(left / GROUPS);
  }
}

/** In base64url, filled up with spaces between these two. */
function encoded(json: string, closing = ""): string {
  const spaces = " ".repeat((3 - ((Buffer.byteLength(json) + closing.length) % 3)) % 3);
  return Buffer.from(json + spaces + closing).toString("base64url");
}
