import { HmacLanes } from "./hmac-lanes.ts";
import type { RequestBuffer } from "./request-buffer.ts";
import type { Session } from "./session.ts";
import { valuesOf } from "./session-value.ts";
import { hashedTo, type Sheet, type SheetBook } from "./sheet-book.ts";
import { fill, jsonEscaped } from "./template.ts";
import { TokenDifferences } from "./token-text.ts";
import type { StepForm } from "./work-form.ts";

/** How long the tokens of Connect's own library live. */
const LIFETIME_S = 180;

/** Composes the requests of sessions, each with a token of its own. */
export class Composer {
  readonly #seed: number;
  readonly #differences: TokenDifferences;
  readonly #sheets: SheetBook;
  readonly #lanes = new HmacLanes();

  /**
   * @param sheets what requests have in common; may be shared with others of the same load
   * @param timeoutMs how long a request may wait for a connection; its token holds out as long
   */
  constructor(seed: number, sheets: SheetBook, timeoutMs: number) {
    this.#seed = seed;
    const lifetimeS = LIFETIME_S + Math.ceil(timeoutMs / 1000);
    this.#differences = new TokenDifferences(sheets.run, lifetimeS);
    this.#sheets = sheets;
  }

  /** Looks for what the request of the step at which a session is begins with; it will be composed soon. */
  find(session: Session): void {
    this.#sheets.find(session);
  }

  /** Has what was found come from memory. */
  bringNear(session: Session): void {
    this.#sheets.bringNear(session);
  }

  /**
   * Writes the request of the step at which a session is, to start at this moment since 1970. It is
   * whole once `finish` was called: its token may wait to be signed with others.
   */
  compose(session: Session, epochMs: number, into: RequestBuffer): void {
    const step = session.scenario.steps[session.at]!;
    const sheet = this.#sheets.of(session, epochMs);
    into.clear();
    into.addPart(sheet.bytes, sheet.from, sheet.to);
    if (step.proof !== "none") this.#sign(session, sheet, epochMs, into);
    if (step.body !== null) this.#addBody(session, step.body, epochMs, into);
  }

  finish(): void {
    this.#lanes.finish();
  }

  #sign(session: Session, sheet: Sheet, epochMs: number, into: RequestBuffer): void {
    const { from, tokenAt, differsAt, signedTo, states, statesAt } = sheet;
    const [start, to] = [tokenAt - from, signedTo - from];
    this.#differences.write(epochMs, session.arrival, into.room, differsAt - from);
    if (statesAt < 0) this.#sheets.signerOf(session).sign(into.room, start, to);
    else {
      const done = hashedTo(tokenAt, differsAt) - from;
      this.#lanes.sign(into, start, done, to, states, statesAt);
    }
  }

  #addBody(
    session: Session,
    body: NonNullable<StepForm["body"]>,
    epochMs: number,
    into: RequestBuffer,
  ): void {
    const values = valuesOf(body, session, this.#seed, epochMs);
    const text = fill(body.literals, values.map(jsonEscaped));
    into.addText(`content-length: ${Buffer.byteLength(text)}\r\n\r\n`, "latin1");
    into.addText(text, "utf8");
  }
}
