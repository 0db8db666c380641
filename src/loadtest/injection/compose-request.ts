import { hash } from "node:crypto";
import type { LoadTenant } from "../workload/workload.ts";
import { draw, purposes } from "./draw.ts";
import { HmacSigner } from "./hmac-signer.ts";
import type { Session } from "./session.ts";
import { fill, headerSafe, jsonEscaped, percentEncoded, type Template } from "./template.ts";
import type { StepForm, WorkForm } from "./work-form.ts";

/** A request ready to be written. */
export interface ComposedRequest {
  readonly text: string;
  /** How its characters become bytes: latin1 is quicker, where there is nothing but ASCII. */
  readonly encoding: "latin1" | "utf8";
}

/** How long the tokens of Connect's own library live. */
const LIFETIME_S = 180;
/** What the host's and the page's tokens alike say of who asks. */
const ACCOUNT = "user.accountId";
const CONTEXT_QSH = "context-qsh";

/** Composes the requests of sessions, each with a token of its own. */
export class Composer {
  readonly #seed: number;
  readonly #run: string;
  readonly #lifetimeS: number;
  readonly #names: ReadonlyMap<string, number>;
  readonly #signers = new Map<LoadTenant, HmacSigner>();
  /** The qsh of steps whose path has no places. */
  readonly #hashes = new Map<StepForm, string>();

  /**
   * @param run a name by which this run's tokens differ from those of every other
   * @param timeoutMs how long a request may wait for a connection; its token holds out as long
   */
  constructor(form: WorkForm, seed: number, run: string, timeoutMs: number) {
    this.#seed = seed;
    this.#run = run;
    this.#lifetimeS = LIFETIME_S + Math.ceil(timeoutMs / 1000);
    const used = form.steps.flatMap(({ path, head, body }) => [
      ...path.names,
      ...head.names,
      ...(body?.names ?? []),
    ]);
    this.#names = new Map([...new Set([ACCOUNT, ...used])].map((name, index) => [name, index]));
  }

  /** The request of the step at which a session is, to start at this moment since 1970. */
  compose(session: Session, epochMs: number): ComposedRequest {
    const step = session.scenario.steps[session.at]!;
    const filled = (template: Template, guard: (value: string) => string) =>
      template.names.length === 0
        ? template.literals[0]!
        : fill(template, (name) => guard(this.#value(session, name, epochMs)));
    const path = filled(step.path, percentEncoded);
    const token = step.proof === "none" ? "" : this.#token(session, step, epochMs);
    const inPath = step.proof === "query" ? `${step.joint}jwt=${token}` : "";
    const inHead = token === "" || inPath !== "" ? "" : `authorization: JWT ${token}\r\n`;
    const head = `${step.method} ${path}${inPath} HTTP/1.1\r\n${filled(step.head, headerSafe)}${inHead}`;
    const body = step.body === null ? "" : filled(step.body, jsonEscaped);
    const sizeBytes = Buffer.byteLength(body);
    const size = step.body === null ? "" : `content-length: ${sizeBytes}\r\n`;
    const text = `${head}${size}\r\n${body}`;
    const isAscii = sizeBytes === body.length && Buffer.byteLength(head) === head.length;
    return { text, encoding: isAscii ? "latin1" : "utf8" };
  }

  /** What nobody knows is empty, as on the host. */
  #value({ taken, tenant, arrival }: Session, name: string, epochMs: number): string {
    const own = taken?.get(name);
    if (own !== undefined) return own;
    const { values } = tenant;
    if (Object.hasOwn(values, name)) {
      const among = values[name]!;
      const chance = draw(this.#seed, arrival, purposes.value + this.#names.get(name)!);
      return among[Math.floor(chance * among.length)] ?? "";
    }
    switch (name) {
      case "clientKey":
        return tenant.clientKey;
      case "baseUrl":
        return tenant.baseUrl;
      case "session":
        return `${arrival}`;
      case "now":
        return `${Math.floor(epochMs)}`;
      default:
        return "";
    }
  }

  #token(session: Session, step: StepForm, epochMs: number): string {
    const iat = Math.floor(epochMs / 1000);
    const account = this.#value(session, ACCOUNT, epochMs);
    return this.#signerOf(session.tenant).sign(
      `{"iss":${quoted(session.tenant.clientKey)}${account === "" ? "" : `,"sub":${quoted(account)}`},"qsh":"${this.#qsh(session, step, epochMs)}","iat":${iat},"exp":${iat + this.#lifetimeS},"jti":"${this.#run}-${session.arrival}-${session.at}"}`,
    );
  }

  #qsh(session: Session, step: StepForm, epochMs: number): string {
    const { hashed } = step;
    if (hashed === null) return CONTEXT_QSH;
    const known = this.#hashes.get(step);
    if (known !== undefined) return known;
    const text = fill(hashed, (name) => percentEncoded(this.#value(session, name, epochMs)));
    const qsh = hash("sha256", step.endsInPlace ? withoutSlash(text) : text, "hex");
    if (hashed.names.length === 0) this.#hashes.set(step, qsh);
    return qsh;
  }

  #signerOf(tenant: LoadTenant): HmacSigner {
    let signer = this.#signers.get(tenant);
    if (signer === undefined)
      this.#signers.set(tenant, (signer = new HmacSigner(tenant.sharedSecret)));
    return signer;
  }
}

const quoted = (value: string): string => `"${jsonEscaped(value)}"`;

/** METHOD&path&query without the slash that an empty value leaves at the end of the path. */
const withoutSlash = (canonical: string): string => canonical.replace(/^([^&]*&[^&]+)\/&/, "$1&");
