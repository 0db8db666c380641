/** The first segment of every token that a site's secret signs, as `host` writes it. */
const HEADER = Buffer.from('{"typ":"JWT","alg":"HS256"}').toString("base64url");
const HINDMOST_BYTES = 64;

const scratch = Buffer.alloc(HINDMOST_BYTES);

/**
 * Claims in three parts, each encoded by itself, so that only what differs from token to token is
 * encoded anew. Base64 takes three bytes at a time: a part that another one follows is filled up
 * with the spaces that JSON allows between its claims.
 */

/** How the tokens of one site begin: the header, and claims such as `{"iss":"…",`. */
export const tokenStart = (claims: string, header = HEADER): string =>
  `${header}.${encoded(claims, "end")}`;

/** The claims that tokens of one second share, and the first half of their names. */
export class TokenTimes {
  readonly #run: string;
  readonly #lifetimeS: number;
  #issuedS = Number.NaN;
  #text = "";

  /** @param run a name by which this run's tokens differ from those of every other */
  constructor(run: string, lifetimeS: number) {
    this.#run = run;
    this.#lifetimeS = lifetimeS;
  }

  at(epochMs: number): string {
    const issuedS = Math.floor(epochMs / 1000);
    if (issuedS !== this.#issuedS) {
      const times = `"iat":${issuedS},"exp":${issuedS + this.#lifetimeS}`;
      this.#text = encoded(`${times},"jti":"${this.#run}-`, "start");
      this.#issuedS = issuedS;
    }
    return this.#text;
  }
}

/** How the token of one request ends. */
export function tokenEnd(arrival: number, at: number): string {
  const sizeBytes = scratch.write(`${arrival}-${at}"}`, "latin1");
  return scratch.toString("base64url", 0, sizeBytes);
}

function encoded(json: string, spacesAt: "start" | "end"): string {
  const spaces = " ".repeat((3 - (Buffer.byteLength(json) % 3)) % 3);
  const text = spacesAt === "start" ? spaces + json : json + spaces;
  return Buffer.from(text).toString("base64url");
}
