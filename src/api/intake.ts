import { hash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { PlimsollError } from "../core/errors/index.ts";
import type { Clock } from "../core/time/index.ts";
import type {
  Intake,
  IntakeNotice,
  OnIntakeNotice,
  OtlpEncoding,
  Receipt,
  Senders,
} from "../monitoring/index.ts";
import { type BodyRead, bodyReader } from "./body-reader.ts";
import { encodeReceipt, encodeStatus, RPC_CODE } from "./otlp-reply.ts";
import { sourceAddress } from "./source-address.ts";

export interface IntakeDoor {
  readonly intake: Pick<Intake, "receive">;
  /** Senders show it as `Authorization: Bearer KEY`; an empty one lets nobody in. */
  readonly key: string;
  /** Called with what is not taken in or not read, with each request again. */
  readonly onNotice?: OnIntakeNotice;
  /** Called with what each sender's part of a request brought. */
  readonly onBatch?: Senders["onBatch"];
  /** Called with calls of hosts that a request tells of; it is answered once they are written down. */
  readonly onCalls?: (calls: Receipt["calls"]) => Promise<void>;
  /** Called with the status of each answer. */
  readonly onAnswer?: (status: number) => void;
  /** Whose X-Forwarded-For is believed; left out: nobody's. */
  readonly isTrustedProxy?: (address: string) => boolean;
  /** Requests worked on at the same time, their bodies whole; more are told to come back. */
  readonly mostInFlight?: number;
  readonly clock: Clock;
}

/** OTLP/HTTP for metrics: `POST /v1/metrics`. Answered 200 only once what it brought is durable. */
export function intakeRoutes(door: IntakeDoor): Hono {
  const { key, mostInFlight = 32, onNotice = () => {}, onBatch, onAnswer, clock } = door;
  const bodies = bodyReader(clock);
  const app = new Hono();
  const expected = hash("sha256", key, "buffer");
  let inFlight = 0;

  app.use("/v1/metrics", async (c, next) => {
    await next();
    onAnswer?.(c.res.status);
  });
  app.post("/v1/metrics", async (c) => {
    const address = sourceAddress(c, door.isTrustedProxy);
    const encoding = encodingOf(c.req.header("content-type"));
    const reply = replier(c, encoding ?? "application/json");
    const refuse = (
      kind: IntakeNotice["kind"],
      ...[status, code, reason]: Parameters<typeof reply>
    ) => {
      onNotice({ kind, reason, service: "", address, count: 1 });
      return reply(status, code, reason);
    };
    const shown = hash("sha256", bearerOf(c.req.header("authorization")), "buffer");
    if (key === "" || !timingSafeEqual(shown, expected)) {
      c.header("www-authenticate", 'Bearer realm="intake"');
      const reason = "The intake key is missing or wrong.";
      return refuse("key-refused", 401, RPC_CODE.unauthenticated, reason);
    }
    if (!encoding) {
      const reason = "Send application/x-protobuf or application/json.";
      return refuse("request-refused", 415, RPC_CODE.invalid, reason);
    }
    const isGzip = isCompressed(c.req.header("content-encoding"));
    if (isGzip === null) {
      c.header("accept-encoding", "gzip");
      const reason = "Compress with gzip, once, or not at all.";
      return refuse("request-refused", 415, RPC_CODE.invalid, reason);
    }
    const read = await bodies.read(c.req.raw);
    if (read.kind !== "body") {
      // What is still to come of the body is not waited for.
      c.header("connection", "close");
      if (read.kind === "crowded-out") c.header("retry-after", "1");
      const [status, code] = REFUSED[read.kind];
      return refuse("request-refused", status, code, read.message);
    }
    if (inFlight >= mostInFlight) {
      c.header("retry-after", "1");
      const reason = "Too many requests at once; send this one again.";
      return refuse("request-refused", 429, RPC_CODE.exhausted, reason);
    }
    inFlight++;
    try {
      const answer = await door.intake.receive({ body: read.body, encoding, isGzip });
      if (answer.kind === "taken") {
        // Before the sender is told that all is kept: else what a host called for could get lost.
        if (answer.calls.length > 0) await door.onCalls?.(answer.calls);
        for (const notice of answer.notices) onNotice({ ...notice, address });
        for (const batch of answer.batches) onBatch?.({ ...batch, address });
        return c.body(encodeReceipt(answer, encoding), 200, { "content-type": encoding });
      }
      const [status, code] = REFUSED[answer.kind];
      return refuse("request-refused", status, code, answer.message);
    } catch (error) {
      if (!(error instanceof PlimsollError && error.code.startsWith("store."))) throw error;
      // OTLP senders come back after 503, but not after 507 (a full disk may be freed), and give
      // up at once when told to wait beyond their own time-out of 10 s.
      c.header("retry-after", "2");
      const reason = `Not taken in: ${error.advice.meaning}`;
      return refuse("request-refused", 503, RPC_CODE.unavailable, reason);
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

/** The scheme's name is in any case (RFC 9110, section 11.1). */
const bearerOf = (authorization = ""): string => /^bearer +(.*)$/i.exec(authorization)?.[1] ?? "";

/** Codings are named in any case, x-gzip is gzip (RFC 9110, section 8.4.1); null: not to be read. */
function isCompressed(contentEncoding = ""): boolean | null {
  const codings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length === 0) return false;
  return codings.length === 1 && /^(x-)?gzip$/.test(codings[0]!) ? true : null;
}

const REFUSED = {
  malformed: [400, RPC_CODE.invalid],
  "too-large": [413, RPC_CODE.invalid],
  slow: [408, RPC_CODE.exhausted],
  "crowded-out": [429, RPC_CODE.exhausted],
} as const satisfies Record<Exclude<BodyRead["kind"], "body">, readonly [Refusal, number]>;

function encodingOf(contentType: string | undefined): OtlpEncoding | null {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "application/x-protobuf" || type === "application/json" ? type : null;
}

type Refusal = 400 | 401 | 405 | 408 | 413 | 415 | 429 | 503;

const replier =
  (c: Context, encoding: OtlpEncoding) => (status: Refusal, code: number, message: string) =>
    c.body(encodeStatus(code, message, encoding), status, { "content-type": encoding });
