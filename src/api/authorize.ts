import { createHmac, hash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { identify } from "../access/index.ts";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import { type Caller, type Known, local, type Refusal } from "../engine/index.ts";
import { refusal } from "./problem.ts";

/** What tells one caller from another. */
export interface Callers {
  /** What this process left in its data folder: whoever can read that may do everything. */
  readonly processKey: string;
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

/** So many unknown keys a minute get an answer that says so. */
const MOST_FAILURES = 20;

/** Lets through whoever shows a key as `Authorization: Bearer`, and says who it is. */
export function authorize(callers: Callers): MiddlewareHandler<Authorized> {
  const { processKey, monotonicMs } = callers;
  let failures = { sinceMs: Number.NEGATIVE_INFINITY, count: 0 };

  return async (c, next) => {
    const nonce = c.req.header(NONCE_HEADER);
    if (nonce !== undefined) c.header(PROOF_HEADER, proofOf(processKey, nonce));
    const shown = /^bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const identified = await callerOf(shown, callers);
    if (identified.kind === "refused") {
      if (monotonicMs() - failures.sinceMs > 60_000)
        failures = { sinceMs: monotonicMs(), count: 0 };
      // Whoever has a key is never held up by others' guesses.
      if (++failures.count > MOST_FAILURES) return refusal(c, refused("access.too-many-failures"));
      c.header("WWW-Authenticate", 'Bearer realm="plimsoll"');
      return refusal(c, identified);
    }
    // A page in a browser may not act with what somebody else has opened.
    const site = c.req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none")
      return refusal(c, refused("access.foreign-page"));
    c.set("caller", identified.caller);
    return next();
  };
}

async function callerOf(shown: string | undefined, { processKey, known, nowMs }: Callers) {
  if (shown === undefined) return refused("access.key-missing");
  const isProcessKey = timingSafeEqual(digest(shown), digest(processKey));
  if (isProcessKey) return { kind: "caller", caller: local } as const;
  return identify(await known(), shown, nowMs());
}

const digest = (text: string): Buffer => hash("sha256", text, "buffer");

const refused = (code: ErrorCode): Refusal => {
  const { meaning: message, hint } = catalogue[code];
  return { kind: "refused", code, message, hint };
};
