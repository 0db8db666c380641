import { hash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { PlimsollError } from "../errors/index.ts";
import { decodeJson, decodeProtobuf, type Intake } from "../monitoring/index.ts";
import { encodeReceipt, encodeStatus, type OtlpEncoding, RPC_CODE } from "./otlp-reply.ts";
import { readBody } from "./read-body.ts";

export interface IntakeDoor {
  readonly intake: Intake;
  /** Senders show it as `Authorization: Bearer KEY`. */
  readonly key: string;
  /** Requests worked on at the same time; more are told to come back. */
  readonly mostInFlight?: number;
}

const SENT_BYTES = 4 << 20;
/** JSON takes many times its size once it is parsed, so that less of it is let in. */
const INFLATED_BYTES = {
  "application/x-protobuf": 32 << 20,
  "application/json": 8 << 20,
} as const;

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
  const limits = { sentBytes: SENT_BYTES, inflatedBytes: INFLATED_BYTES[encoding] };
  const read = await readBody(c.req.raw, isGzip, limits);
  if (read.kind === "too-large")
    return reply(
      413,
      RPC_CODE.invalid,
      `The body is larger than ${read.mostBytes >> 20} MiB; send smaller batches.`,
    );
  if (read.kind === "broken") return reply(400, RPC_CODE.invalid, read.message);
  const decoded =
    encoding === "application/json"
      ? decodeJson(Buffer.from(read.body).toString("utf8"))
      : decodeProtobuf(read.body);
  if (decoded.kind === "malformed") return reply(400, RPC_CODE.invalid, decoded.message);
  try {
    const receipt = await intake.take(hash("sha256", read.body), decoded.metrics);
    return c.body(body(encodeReceipt(receipt, encoding)), 200, { "content-type": encoding });
  } catch (error) {
    if (!(error instanceof PlimsollError && error.code.startsWith("store."))) throw error;
    // OTLP senders come back after 503, but not after 507 (a full disk may be freed), and give
    // up at once when told to wait beyond their own time-out of 10 s.
    c.header("retry-after", "2");
    return reply(503, RPC_CODE.unavailable, `Nothing was taken in: ${error.advice.meaning}`);
  }
}

function encodingOf(contentType: string | undefined): OtlpEncoding | null {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "application/x-protobuf" || type === "application/json" ? type : null;
}

type Refusal = 400 | 401 | 405 | 413 | 415 | 429 | 503;

const replier =
  (c: Context, encoding: OtlpEncoding) => (status: Refusal, code: number, message: string) =>
    c.body(body(encodeStatus(code, message, encoding)), status, { "content-type": encoding });

const body = (encoded: Uint8Array | string) => encoded as Uint8Array<ArrayBuffer> | string;
