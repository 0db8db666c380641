import { createHmac, hash, randomUUID, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { catalogue, type ErrorCode, PlimsollError } from "../core/errors/index.ts";
import {
  act,
  type Doors,
  fieldsOf,
  listOf,
  MOST_FILE_BYTES,
  type Refusal,
} from "../engine/index.ts";
import type { AddonGuide } from "../guide/index.ts";

export interface CommandDoor {
  readonly doors: Doors;
  /** How each add-on stands to the operations guide. */
  readonly guides: () => Promise<readonly AddonGuide[]>;
  /** What callers show as `Authorization: Bearer`. */
  readonly key: string;
  readonly nowMs: () => number;
  /** By the monotonic clock. */
  readonly monotonicMs: () => number;
  readonly report: (error: unknown) => void;
}

/** A caller may ask for proof that this process is the one that left its key for him. */
export const NONCE_HEADER = "plimsoll-nonce";
export const PROOF_HEADER = "plimsoll-proof";

/** Who can make it has the key. */
export const proofOf = (key: string, nonce: string): string =>
  createHmac("sha256", key).update(nonce).digest("base64url");

const MOST_BYTES = 64 * 1024;
/** Where a document is part of the body: as JSON it is longer than as a file. */
const MOST_BYTES_WITH_FILE = 2 * MOST_FILE_BYTES;
/** So many wrong keys a minute get an answer that says so. */
const MOST_FAILURES = 20;

/**
 * `POST /api/NOUN/VERB` performs a command, `GET /api/NOUN` shows what is known; JSON only. A repeat
 * with the same `Idempotency-Key` is answered with what was done first. Problems are those of RFC 9457.
 */
export function commandRoutes({
  doors,
  guides,
  key,
  nowMs,
  monotonicMs,
  report,
}: CommandDoor): Hono {
  const app = new Hono();
  const expected = hash("sha256", key, "buffer");
  let failures = { sinceMs: Number.NEGATIVE_INFINITY, count: 0 };

  app.use("/api/*", async (c, next) => {
    if (monotonicMs() - failures.sinceMs > 60_000) failures = { sinceMs: monotonicMs(), count: 0 };
    const nonce = c.req.header(NONCE_HEADER);
    if (nonce !== undefined) c.header(PROOF_HEADER, proofOf(key, nonce));
    const shown = /^bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    if (!timingSafeEqual(hash("sha256", shown, "buffer"), expected)) {
      // Whoever has the key is never held up by others' guesses.
      if (++failures.count > MOST_FAILURES)
        return problem(c, 429, "usage", "Too many wrong keys were shown.", "Wait a minute.");
      c.header("WWW-Authenticate", 'Bearer realm="plimsoll"');
      return problem(
        c,
        401,
        "usage",
        "The key is missing or wrong.",
        "It lies in the data folder, beside the store.",
      );
    }
    // A page in a browser may not act with what somebody else has opened.
    const site = c.req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none")
      return problem(c, 403, "usage", "Pages of other sites may not ask.", "Ask from a program.");
    return next();
  });

  const limitTo = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: (c) =>
        problem(c, 413, "usage", "The body is too large.", `At most ${maxSize / 1024} KiB.`),
    });
  const usual = limitTo(MOST_BYTES);
  const raised = limitTo(MOST_BYTES_WITH_FILE);
  const takingFiles = new Set<string>(
    doors.capabilities
      .flatMap(({ commands }) => commands)
      .filter((command) => fieldsOf(command).some(({ isFile }) => isFile))
      .map(({ name }) => name),
  );

  app.post(
    "/api/:noun/:verb",
    (c, next) => {
      const { noun, verb } = c.req.param();
      return (takingFiles.has(`${noun} ${verb}`) ? raised : usual)(c, next);
    },
    async (c) => {
      if (!/^application\/json\b/i.test(c.req.header("content-type") ?? ""))
        return problem(
          c,
          415,
          "usage",
          "The body must be JSON.",
          "Send Content-Type: application/json.",
        );
      const body: unknown = await c.req.json().catch(() => undefined);
      if (typeof body !== "object" || body === null || Array.isArray(body))
        return problem(
          c,
          400,
          "usage",
          "The body is not a JSON object.",
          "Send the fields of the command.",
        );
      const { addon = null, ...input } = body as Record<string, unknown>;
      const { noun, verb } = c.req.param();
      const answer = await act(doors, {
        name: `${noun} ${verb}`,
        addon: addon === null ? null : String(addon),
        input,
        by: "local",
        cause: c.req.header("idempotency-key") ?? randomUUID(),
        nowMs: nowMs(),
      });
      if (answer.kind === "refused") return refusal(c, answer);
      return c.json(answer);
    },
  );

  app.get("/api/guide", async (c) => {
    const addon = c.req.query("addon") ?? null;
    const addons = (await guides()).filter((one) => addon === null || one.addon === addon);
    if (addon !== null && addons.length === 0)
      throw new PlimsollError("usage", `${addon} is not watched here.`);
    return c.json({ addons });
  });

  app.get("/api/:noun", async (c) => {
    const asked = {
      noun: c.req.param("noun"),
      addon: c.req.query("addon") ?? null,
      nowMs: nowMs(),
    };
    return c.json({ rows: await listOf(doors, asked) });
  });

  app.onError((error, c) => {
    if (error instanceof PlimsollError)
      return problem(c, statusOf(error.code), error.code, error.message, error.hint);
    report(error);
    return problem(c, 500, "internal", "This could not be done.", catalogue.internal.hint);
  });
  return app;
}

function refusal(c: Context, { code, message, hint, problems }: Refusal) {
  const status = statusOf(code);
  c.header("Content-Type", "application/problem+json");
  return c.body(JSON.stringify({ title: message, status, code, hint, problems }), status);
}

const statusOf = (code: ErrorCode) => catalogue[code].status as ContentfulStatusCode;

function problem(
  c: Context,
  status: ContentfulStatusCode,
  code: ErrorCode,
  title: string,
  hint: string,
) {
  c.header("Content-Type", "application/problem+json");
  return c.body(JSON.stringify({ title, status, code, hint }), status);
}
