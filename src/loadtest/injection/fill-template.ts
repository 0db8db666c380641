import { hash } from "node:crypto";
import { CONTEXT_QSH, type JwtKey } from "../../core/host/index.ts";
import type { LoadTenant } from "../model/index.ts";
import type { RequestTemplate } from "./request-template.ts";
import type { Session } from "./session.ts";
import { chanceOf, namedValue, valuesOf } from "./session-value.ts";
import { fill, headerSafe, percentEncoded } from "./template.ts";

/** A request but for what differs each time: its token's times, number and signature, and its body. */
export interface FilledTemplate {
  /** Up to those claims of its token that differ; up to the end of the header lines where it has none. */
  readonly before: Buffer;
  /** Where in `before` the token begins. */
  readonly tokenAt: number;
  /** From the token's end to that of the header lines, with the empty line where no body follows. */
  readonly after: Buffer;
}

/** What the host's and the page's tokens alike say of who asks. */
const ACCOUNT = "user.accountId";
/** Some ten megabytes; loads with more pages than that fill theirs anew. */
const MOST_KEPT = 20_000;

/** What is kept for one step and tenant. */
interface TenantTemplates {
  /** How many values the names have that differ from row to row, each number once. */
  readonly sizes: readonly number[];
  readonly byRow: FilledTemplate[];
}

/** Fills templates, and keeps them: sessions of one tenant that are about the same issue ask alike. */
export class TemplateCache {
  readonly #seed: number;
  /** By the step's index, then by the tenant's rank. */
  readonly #kept: TenantTemplates[][] = [];
  #size = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /**
   * The template of the step at which a session is.
   * @param key what signs its token; null: it has none
   */
  of(session: Session, epochMs: number, key: JwtKey | null): FilledTemplate {
    const step = session.scenario.steps[session.at]!;
    if (session.taken !== null || step.isUnique) return this.#fill(step, session, epochMs, key);
    const ofTenants = (this.#kept[step.index] ??= []);
    const kept = (ofTenants[session.rank] ??= {
      sizes: sizesOf(step, session.tenant),
      byRow: [],
    });
    const row = rowOf(kept.sizes, chanceOf(session, this.#seed));
    const found = kept.byRow[row];
    if (found !== undefined) return found;
    const filled = this.#fill(step, session, epochMs, key);
    if (this.#size++ < MOST_KEPT) kept.byRow[row] = filled;
    return filled;
  }

  #fill(
    step: RequestTemplate,
    session: Session,
    epochMs: number,
    key: JwtKey | null,
  ): FilledTemplate {
    const { method, path, joint, head, body, proof, hostKey } = step;
    const inPath = valuesOf(path, session, this.#seed, epochMs).map(percentEncoded);
    const inHead = valuesOf(head, session, this.#seed, epochMs).map(headerSafe);
    const line = `${method} ${fill(path.literals, inPath)}`;
    const fields = fill(head.literals, inHead);
    const end = body === null ? "\r\n" : "";
    if (key === null) return filled(`${line} HTTP/1.1\r\n${fields}${end}`, "", "");
    const account = namedValue(session, ACCOUNT, this.#seed, epochMs);
    const claims = JSON.stringify({
      iss: session.tenant.clientKey,
      ...(hostKey === null ? account !== "" && { sub: account } : { aud: [hostKey.audience] }),
      qsh: qshOf(step, inPath),
    });
    const token = `${key.header}.${openClaims(claims)}`;
    return proof === "query"
      ? filled(`${line}${joint}jwt=`, token, ` HTTP/1.1\r\n${fields}${end}`)
      : filled(`${line} HTTP/1.1\r\n${fields}authorization: JWT `, token, `\r\n${end}`);
  }
}

const filled = (before: string, token: string, after: string): FilledTemplate => ({
  before: Buffer.from(before + token),
  tokenAt: Buffer.byteLength(before),
  after: Buffer.from(after),
});

/**
 * Claims without their closing brace, encoded: others may follow. Base64 takes three bytes at a time,
 * so they are filled up with the spaces that JSON allows between its members.
 */
function openClaims(json: string): string {
  const open = `${json.slice(0, -1)},`;
  const spaces = (3 - (Buffer.byteLength(open) % 3)) % 3;
  return Buffer.from(open + " ".repeat(spaces)).toString("base64url");
}

function sizesOf({ path, head }: RequestTemplate, { values }: LoadTenant): readonly number[] {
  const names = [...path.names, ...head.names, ACCOUNT];
  const lengths = names.map((name) => (Object.hasOwn(values, name) ? values[name]!.length : 0));
  return [...new Set(lengths)].filter((length) => length > 1);
}

/** Numbers the ways in which a chance picks from lists of these sizes. */
function rowOf(sizes: readonly number[], chance: number): number {
  let row = 0;
  for (const size of sizes) row = row * size + Math.floor(chance * size);
  return row;
}

/** The query string hash of a request whose path is filled with these values. */
function qshOf({ canonical, endsInSlot }: RequestTemplate, inPath: readonly string[]): string {
  if (canonical === null) return CONTEXT_QSH;
  const values = canonical.slots.map((slot) => inPath[slot]!);
  const text = fill(canonical.literals, values);
  return hash("sha256", endsInSlot ? withoutSlash(text) : text, "hex");
}

/** METHOD&path&query without the slash that an empty value leaves at the end of the path. */
const withoutSlash = (canonical: string): string => canonical.replace(/^([^&]*&[^&]+)\/&/, "$1&");
