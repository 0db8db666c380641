import { type JwtKey, sharedSecretKey, signature } from "../../core/host/index.ts";
import { TemplateCache } from "./fill-template.ts";
import type { RequestTemplate } from "./request-template.ts";
import type { Session } from "./session.ts";
import { valuesOf } from "./session-value.ts";
import { fill, jsonEscaped, type Template } from "./template.ts";

/** How long the tokens of Connect's own library live. */
const LIFETIME_S = 180;
/** The number of a session in its tokens' `jti` is written with so many digits. */
const ARRIVAL_DIGITS = 12;
/** Room for a head that is not longer than servers take, and for most bodies. */
const START_BYTES = 65_536;
/** A token's last claims and its signature are not longer. */
const TOKEN_BYTES = 2_048;
const DOT = 46;

/** Composes the requests of sessions, each with a token of its own. */
export class RequestComposer {
  readonly #seed: number;
  readonly #run: string;
  readonly #lifetimeS: number;
  readonly #templates: TemplateCache;
  /** By the tenant's rank: importing a key costs more than a signature. */
  readonly #keys: JwtKey[] = [];
  /** Requests are composed in it, one after the other. */
  #room = Buffer.allocUnsafeSlow(START_BYTES);

  /**
   * @param run a name by which this run's tokens differ from those of every other
   * @param timeoutMs how long a request may wait for a connection; its token holds out as long
   */
  constructor(seed: number, run: string, timeoutMs: number) {
    this.#seed = seed;
    this.#run = run;
    this.#lifetimeS = LIFETIME_S + Math.ceil(timeoutMs / 1000);
    this.#templates = new TemplateCache(seed);
  }

  /**
   * The request of the step at which a session is, to start at this moment since 1970, as it goes over
   * the wire; valid until the next one is composed.
   */
  compose(session: Session, epochMs: number): Buffer {
    const step = session.scenario.steps[session.at]!;
    const key = step.proof === "none" ? null : this.#keyOf(step, session);
    const { before, tokenAt, after } = this.#templates.of(session, epochMs, key);
    const body = step.body === null ? "" : this.#sizedBody(step.body, session, epochMs);
    const room = this.#roomFor(before.length + after.length + 3 * body.length);
    let at = before.copy(room);
    if (key !== null) {
      // Encoded where it stands: a buffer for each request would be garbage that is seldom collected.
      const claimsEnd = at + room.write(this.#claims(step, session, epochMs), at, "latin1");
      at += room.write(room.toString("base64url", at, claimsEnd), at, "latin1");
      const signed = signature(room.subarray(tokenAt, at), key);
      room[at++] = DOT;
      at += room.write(signed, at, "latin1");
    }
    at += after.copy(room, at);
    if (body !== "") at += room.write(body, at, "utf8");
    return room.subarray(0, at);
  }

  /** The last claims of a token, which differ each time; its first ones end where base64 may be cut. */
  #claims({ index }: RequestTemplate, { arrival }: Session, epochMs: number): string {
    const iat = Math.floor(epochMs / 1000);
    const jti = `${this.#run}-${`${arrival}`.padStart(ARRIVAL_DIGITS, "0")}-${index}`;
    return `"iat":${iat},"exp":${iat + this.#lifetimeS},"jti":"${jti}"}`;
  }

  #keyOf({ hostKey }: RequestTemplate, { rank, tenant }: Session): JwtKey {
    return hostKey ?? (this.#keys[rank] ??= sharedSecretKey(tenant.sharedSecret));
  }

  /** The header line of its size, the empty line, and the body. */
  #sizedBody(template: Template, session: Session, epochMs: number): string {
    const values = valuesOf(template, session, this.#seed, epochMs).map(jsonEscaped);
    const text = fill(template.literals, values);
    return `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  }

  #roomFor(sizeBytes: number): Buffer {
    if (sizeBytes + TOKEN_BYTES > this.#room.length)
      this.#room = Buffer.allocUnsafeSlow(2 * sizeBytes + TOKEN_BYTES);
    return this.#room;
  }
}
