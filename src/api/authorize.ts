import { createHmac, hash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { type Identified, identify, type Sessions, stillMay } from "../access/index.ts";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import { type Caller, type Known, local, type Refusal } from "../engine/index.ts";
import { refusal } from "./problem.ts";
import { isOwnPage, sessionIn } from "./session-cookie.ts";

/** What tells one caller from another. */
export interface Callers {
  /** What this process left in its data folder: whoever can read that may do everything. */
  readonly processKey: string;
  readonly sessions: Sessions;
  readonly known: () => Promise<Known>;
  readonly nowMs: () => number;
  /** By the monotonic clock. */
  readonly monotonicMs: () => number;
}

export type Authorized = { Variables: { caller: Caller } };

/** A caller may ask for proof that this process is the one that left its key for him. */
export const NONCE_HEADER = "plimsoll-nonce";
export const PROOF_HEADER = "plimsoll-proof";

/** Who can make it has the key. */
export const proofOf = (key: string, nonce: string): string =>
  createHmac("sha256", key).update(nonce).digest("base64url");

/** So many refusals a minute say why. */
const MOST_FAILURES = 20;

type Deny = (c: Context, refused: Refusal) => Response | Promise<Response>;

/**
 * Lets through whoever shows a key as `Authorization: Bearer` or has a session, and says who it is.
 * @param deny makes the answer to others; left out: a problem document
 */
export function authorize(callers: Callers, deny: Deny = refusal): MiddlewareHandler<Authorized> {
  const { processKey, monotonicMs } = callers;
  let failures = { sinceMs: Number.NEGATIVE_INFINITY, count: 0 };

  return async (c, next) => {
    const nonce = c.req.header(NONCE_HEADER);
    if (nonce !== undefined) c.header(PROOF_HEADER, proofOf(processKey, nonce));
    const identified = await whoAsks(c, callers);
    if (identified.kind === "refused") {
      if (monotonicMs() - failures.sinceMs > 60_000)
        failures = { sinceMs: monotonicMs(), count: 0 };
      // Whoever has a key is never held up by others' guesses.
      if (++failures.count > MOST_FAILURES) return deny(c, refused("access.too-many-failures"));
      c.header("WWW-Authenticate", 'Bearer realm="plimsoll"');
      return deny(c, identified);
    }
    // A page of somebody else may not act with what a browser has been given here.
    const isSafe = c.req.method === "GET" || c.req.method === "HEAD";
    if (!isSafe && isBrowser(c) && !isOwnPage(c)) return deny(c, refused("access.foreign-page"));
    c.set("caller", identified.caller);
    return next();
  };
}

const isBrowser = (c: Context): boolean =>
  c.req.header("authorization") === undefined || c.req.header("sec-fetch-site") !== undefined;

async function whoAsks(c: Context, callers: Callers): Promise<Identified> {
  const { processKey, sessions, known, nowMs } = callers;
  const shown = /^bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (shown !== undefined) {
    if (timingSafeEqual(digest(shown), digest(processKey)))
      return { kind: "caller", caller: local };
    return identify(await known(), shown, nowMs());
  }
  const session = sessionIn(c);
  if (session === null) return refused("access.key-missing");
  const caller = sessions.callerOf(session);
  if (caller === null) return refused("access.session-over");
  // Whoever came in from this machine sees what goes on also while the store is away.
  if (caller.by === local.by) return { kind: "caller", caller };
  return stillMay(await known(), caller, nowMs());
}

const digest = (text: string): Buffer => hash("sha256", text, "buffer");

const refused = (code: ErrorCode): Refusal => {
  const { meaning: message, hint } = catalogue[code];
  return { kind: "refused", code, message, hint };
};
