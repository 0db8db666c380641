import { hash } from "node:crypto";
import type { LoadTenant } from "../workload/workload.ts";
import { draw, purposes } from "./draw.ts";
import { HmacSigner } from "./hmac-signer.ts";
import type { Session } from "./session.ts";
import { fill, headerSafe, jsonEscaped, percentEncoded, type Template } from "./template.ts";
import type { StepForm } from "./work-form.ts";

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
/** Of values, and of addresses, whose encoding or hash is remembered. */
const MOST_REMEMBERED = 20_000;
const none: readonly string[] = [];

/** Composes the requests of sessions, each with a token of its own. */
export class Composer {
  readonly #seed: number;
  readonly #run: string;
  readonly #lifetimeS: number;
  readonly #issuers = new Map<LoadTenant, Issuer>();
  // The same values and addresses come again: looking one up is quicker than reckoning it anew.
  readonly #hash = remembered((canonical) => hash("sha256", canonical, "hex"));
  readonly #encode = remembered(percentEncoded);

  /**
   * @param run a name by which this run's tokens differ from those of every other
   * @param timeoutMs how long a request may wait for a connection; its token holds out as long
   */
  constructor(seed: number, run: string, timeoutMs: number) {
    this.#seed = seed;
    this.#run = run;
    this.#lifetimeS = LIFETIME_S + Math.ceil(timeoutMs / 1000);
  }

  /** The request of the step at which a session is, to start at this moment since 1970. */
  compose(session: Session, epochMs: number): ComposedRequest {
    const step = session.scenario.steps[session.at]!;
    const inPath = this.#values(step.path, session, epochMs, this.#encode);
    const inHead = this.#values(step.head, session, epochMs, headerSafe);
    const path = fill(step.path.literals, inPath);
    const token = step.proof === "none" ? "" : this.#token(session, step, inPath, epochMs);
    const query = step.proof === "query" ? `${step.joint}jwt=${token}` : "";
    const field = token === "" || query !== "" ? "" : `authorization: JWT ${token}\r\n`;
    const head = `${step.method} ${path}${query} HTTP/1.1\r\n${fill(step.head.literals, inHead)}${field}`;
    if (step.body === null) return { text: `${head}\r\n`, encoding: encodingOf(head) };
    const body = fill(step.body.literals, this.#values(step.body, session, epochMs, jsonEscaped));
    const text = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    return { text, encoding: encodingOf(text) };
  }

  #values(
    { names }: Template,
    session: Session,
    epochMs: number,
    guard: (value: string) => string,
  ): readonly string[] {
    return names.length === 0
      ? none
      : names.map((name) => guard(this.#value(session, name, epochMs)));
  }

  /** What nobody knows is empty, as on the host. */
  #value({ taken, tenant, arrival }: Session, name: string, epochMs: number): string {
    const own = taken?.get(name);
    if (own !== undefined) return own;
    const { values } = tenant;
    if (Object.hasOwn(values, name)) {
      const among = values[name]!;
      // One chance for all names of a session, so that an issue's key goes with its number.
      const chance = draw(this.#seed, arrival, purposes.value);
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

  #token(session: Session, step: StepForm, inPath: readonly string[], epochMs: number): string {
    const { arrival, at, tenant } = session;
    const { signer, claims } = this.#issuerOf(tenant);
    const account = this.#value(session, ACCOUNT, epochMs);
    const sub = account === "" ? "" : `,"sub":"${jsonEscaped(account)}"`;
    const iat = Math.floor(epochMs / 1000);
    const times = `"iat":${iat},"exp":${iat + this.#lifetimeS}`;
    const qsh = this.#qsh(step, inPath);
    return signer.sign(
      `${claims}${sub},"qsh":"${qsh}",${times},"jti":"${this.#run}-${arrival}-${at}"}`,
    );
  }

  #qsh(step: StepForm, inPath: readonly string[]): string {
    const { hashed } = step;
    if (hashed === null) return CONTEXT_QSH;
    const { literals, places } = hashed;
    const values = places.length === 0 ? none : places.map((place) => inPath[place]!);
    const canonical = fill(literals, values);
    return this.#hash(step.endsInPlace ? withoutSlash(canonical) : canonical);
  }

  #issuerOf(tenant: LoadTenant): Issuer {
    let issuer = this.#issuers.get(tenant);
    if (issuer === undefined) this.#issuers.set(tenant, (issuer = issuerOf(tenant)));
    return issuer;
  }
}

/** A tenant as tokens name it. */
interface Issuer {
  readonly signer: HmacSigner;
  /** How its tokens' claims begin. */
  readonly claims: string;
}

const issuerOf = ({ clientKey, sharedSecret }: LoadTenant): Issuer => ({
  signer: new HmacSigner(sharedSecret),
  claims: `{"iss":"${jsonEscaped(clientKey)}"`,
});

/** A function that answers from memory what it was asked before; the memory is bounded. */
function remembered(reckon: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, (result = reckon(text)));
    }
    return result;
  };
}

const encodingOf = (text: string): ComposedRequest["encoding"] =>
  Buffer.byteLength(text) === text.length ? "latin1" : "utf8";

/** METHOD&path&query without the slash that an empty value leaves at the end of the path. */
const withoutSlash = (canonical: string): string => canonical.replace(/^([^&]*&[^&]+)\/&/, "$1&");
