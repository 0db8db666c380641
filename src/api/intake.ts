import { hash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { PlimsollError } from "../errors/index.ts";
import type { Intake } from "../monitoring/index.ts";
import { decodeBody } from "./decode-body.ts";
import { encodeReceipt, encodeStatus, type OtlpEncoding, RPC_CODE } from "./otlp-reply.ts";
import { readBody } from "./read-body.ts";

export interface IntakeDoor {
  readonly intake: Intake;
  /** Senders show it as `Authorization: Bearer KEY`. */
  readonly key: string;
  /** Requests worked on at the same time; more are told to come back. */
  readonly mostInFlight?: number;
}

/** As it comes over the wire. */
const MOST_BYTES = 4 << 20;

/** OTLP/HTTP for metrics: `POST /v1/metrics`. Answered 200 only once what it brought is durable. */
export function intakeRoutes({ intake, key, mostInFlight = 32 }: IntakeDoor): Hono {
  const app = new Hono();
  const expected = hash("sha256", `Bearer ${key}`, "buffer");
  let inFlight = 0;

  app.post("/v1/metrics", async (c) => {
    const encoding = encodingOf(c.req.header("content-type"));
    const reply = replier(c, encoding ?? "application/json");
    const shown = hash("sha256", c.req.header("authorization") ?? "", "buffer");
    if (!timingSafeEqual(shown, expected)) {
      c.header("www-authenticate", 'Bearer realm="intake"');
      return reply(401, RPC_CODE.unauthenticated, "The intake key is missing or wrong.");
    }
    if (!encoding)
      return reply(415, RPC_CODE.invalid, "Send application/x-protobuf or application/json.");
    const compression = c.req.header("content-encoding") ?? "identity";
    if (compression !== "gzip" && compression !== "identity")
      return reply(415, RPC_CODE.invalid, "Compress with gzip, or not at all.");
    if (inFlight >= mostInFlight) {
      c.header("retry-after", "1");
      return reply(429, RPC_CODE.exhausted, "Too many requests at once; send this one again.");
    }
    inFlight++;
    try {
      return await take(c, intake, encoding, compression === "gzip");
    } finally {
      inFlight--;
    }
  });

  app.all("/v1/metrics", (c) => {
    c.header("allow", "POST");
    return replier(c, "application/json")(405, RPC_CODE.invalid, "Send metrics with POST.");
  });
  return app;
}

async function take(c: Context, intake: Intake, encoding: OtlpEncoding, isGzip: boolean) {
  const reply = replier(c, encoding);
  const read = await readBody(c.req.raw, MOST_BYTES);
  if (read.kind !== "body") return reply(STATUS[read.kind], RPC_CODE.invalid, read.message);
  const { body } = read;
  const id = `${encoding} ${isGzip} ${hash("sha256", body)}`;
  try {
    const answer = await intake.take(id, () => decodeBody(body, encoding, isGzip));
    return answer.kind === "taken"
      ? c.body(encodeReceipt(answer, encoding), 200, { "content-type": encoding })
      : reply(STATUS[answer.kind], RPC_CODE.invalid, answer.message);
  } catch (error) {
    if (!(error instanceof PlimsollError && error.code.startsWith("store."))) throw error;
    // OTLP senders come back after 503, but not after 507 (a full disk may be freed), and give
    // up at once when told to wait beyond their own time-out of 10 s.
    c.header("retry-after", "2");
    return reply(503, RPC_CODE.unavailable, `Nothing was taken in: ${error.advice.meaning}`);
  }
}

const STATUS = { malformed: 400, "too-large": 413 } as const;

function encodingOf(contentType: string | undefined): OtlpEncoding | null {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "application/x-protobuf" || type === "application/json" ? type : null;
}

type Refusal = 400 | 401 | 405 | 413 | 415 | 429 | 503;

const replier =
  (c: Context, encoding: OtlpEncoding) => (status: Refusal, code: number, message: string) =>
    c.body(encodeStatus(code, message, encoding), status, { "content-type": encoding });
