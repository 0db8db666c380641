import { gunzipSync } from "node:zlib";
import { type DecodedMetrics, decodeJson, decodeProtobuf } from "../monitoring/index.ts";
import type { OtlpEncoding } from "./otlp-reply.ts";
import { type BodyRead, tooLarge } from "./read-body.ts";

/** JSON takes many times its size once it is parsed, so that less of it is let in. */
const INFLATED_BYTES = {
  "application/x-protobuf": 32 << 20,
  "application/json": 8 << 20,
} as const;

/** What a body says about durations. */
export function decodeBody(
  sent: Uint8Array,
  encoding: OtlpEncoding,
  isGzip: boolean,
): DecodedMetrics {
  const read = isGzip
    ? inflate(sent, INFLATED_BYTES[encoding])
    : ({ kind: "body", body: sent } as const);
  if (read.kind !== "body") return read;
  return encoding === "application/json"
    ? decodeJson(Buffer.from(read.body).toString("utf8"))
    : decodeProtobuf(read.body);
}

/** Synchronous on purpose: only one body at a time is ever held inflated. */
function inflate(sent: Uint8Array, mostBytes: number): BodyRead {
  try {
    return { kind: "body", body: gunzipSync(sent, { maxOutputLength: mostBytes }) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
      ? tooLarge(mostBytes)
      : { kind: "malformed", message: `The body is not gzip: ${(error as Error).message}.` };
  }
}
