import type { LoadTenant } from "../workload/workload.ts";
import { HmacSigner } from "./hmac-signer.ts";
import { hostSignature } from "./host-signer.ts";
import type { Session } from "./session.ts";
import { valuesOf } from "./session-value.ts";
import { linesOf, type Sheet } from "./sheet.ts";
import { SheetBook } from "./sheet-book.ts";
import { fill, jsonEscaped } from "./template.ts";
import { TokenTimes, tokenEnd } from "./token-text.ts";
import type { StepForm } from "./work-form.ts";

/** A request ready to be written. */
export interface ComposedRequest {
  readonly text: string;
  /** How its characters become bytes: latin1 is quicker, where there is nothing but ASCII. */
  readonly encoding: "latin1" | "utf8";
}

/** How long the tokens of Connect's own library live. */
const LIFETIME_S = 180;

/** Composes the requests of sessions, each with a token of its own. */
export class Composer {
  readonly #seed: number;
  readonly #times: TokenTimes;
  readonly #sheets: SheetBook;
  readonly #signers = new Map<LoadTenant, HmacSigner>();

  /**
   * @param run a name by which this run's tokens differ from those of every other
   * @param timeoutMs how long a request may wait for a connection; its token holds out as long
   */
  constructor(seed: number, run: string, timeoutMs: number) {
    this.#seed = seed;
    this.#times = new TokenTimes(run, LIFETIME_S + Math.ceil(timeoutMs / 1000));
    this.#sheets = new SheetBook(seed);
  }

  /** The request of the step at which a session is, to start at this moment since 1970. */
  compose(session: Session, epochMs: number): ComposedRequest {
    const step = session.scenario.steps[session.at]!;
    const sheet = this.#sheets.of(session, epochMs);
    const head = this.#head(session, step, sheet, epochMs);
    const body = step.body === null ? null : this.#body(session, step.body, epochMs);
    const text = body === null ? `${head}\r\n` : head + body;
    const isKnown = body === null && sheet.lines !== null;
    const isAscii = isKnown ? sheet.isAscii : Buffer.byteLength(text) === text.length;
    return { text, encoding: isAscii ? "latin1" : "utf8" };
  }

  #head(session: Session, step: StepForm, sheet: Sheet, epochMs: number): string {
    const { address, tokenStart } = sheet;
    const lines = sheet.lines ?? linesOf(step, session, this.#seed, epochMs);
    if (step.proof === "none") return `${address} HTTP/1.1\r\n${lines}`;
    const token = this.#token(session, step, tokenStart, epochMs);
    return step.proof === "query"
      ? `${address}${step.joint}jwt=${token} HTTP/1.1\r\n${lines}`
      : `${address} HTTP/1.1\r\n${lines}authorization: JWT ${token}\r\n`;
  }

  #body(session: Session, body: NonNullable<StepForm["body"]>, epochMs: number): string {
    const values = valuesOf(body, session, this.#seed, epochMs);
    const text = fill(body.literals, values.map(jsonEscaped));
    return `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  }

  #token(session: Session, { hostKey }: StepForm, start: string, epochMs: number): string {
    const { tenant, arrival, at } = session;
    const signed = start + this.#times.at(epochMs) + tokenEnd(arrival, at);
    const signature =
      hostKey === null ? this.#signerOf(tenant).signature(signed) : hostSignature(hostKey, signed);
    return `${signed}.${signature}`;
  }

  #signerOf(tenant: LoadTenant): HmacSigner {
    let signer = this.#signers.get(tenant);
    if (signer === undefined)
      this.#signers.set(tenant, (signer = new HmacSigner(tenant.sharedSecret)));
    return signer;
  }
}
