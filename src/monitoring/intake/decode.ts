import { decodeJson } from "./decode-json.ts";
import { decodeProtobuf } from "./decode-protobuf.ts";
import type { DecodedMetrics } from "./decoded-metrics.ts";
import { DURATION_METRICS } from "./metrics.ts";

/** The encodings of OTLP over HTTP, by their media types. */
export type OtlpEncoding = "application/x-protobuf" | "application/json";

/**
 * Decodes an ExportMetricsServiceRequest, as far as the durations of some names go, and pauses
 * (yields) whenever somebody else may have waited long enough.
 */
export function* decodeInSteps(
  body: Uint8Array,
  encoding: OtlpEncoding,
  names = DURATION_METRICS,
): Generator<void, DecodedMetrics> {
  if (encoding === "application/json") return yield* decodeJson(body, names);
  return decodeProtobuf(body, names);
}

/** The same at once. */
export function decode(
  body: Uint8Array,
  encoding: OtlpEncoding,
  names = DURATION_METRICS,
): DecodedMetrics {
  const steps = decodeInSteps(body, encoding, names);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
