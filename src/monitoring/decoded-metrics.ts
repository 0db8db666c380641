import type { DurationMetric } from "./metrics.ts";

/** What a decoder made of the body of a request. */
export type DecodedMetrics =
  | { readonly kind: "decoded"; readonly metrics: readonly DurationMetric[] }
  | RefusedMetrics;

/** Nothing of the request can be taken in; the message says what is wrong with it. */
export interface RefusedMetrics {
  readonly kind: "malformed" | "too-large";
  readonly message: string;
}

/** More in one request is not what an exporter sends, and costs more memory than it is worth. */
export const MAX_POINTS = 50_000;

/** Thrown within the decoders where a request holds more than `MAX_POINTS`. */
export class TooManyPoints extends Error {
  constructor() {
    super(`it holds more than ${MAX_POINTS} points; send smaller batches`);
  }
}

/** What a decoder answers for an error that reading the body threw. */
export const refuseMetrics = (error: Error): RefusedMetrics =>
  error instanceof TooManyPoints
    ? { kind: "too-large", message: `The request is too large: ${error.message}.` }
    : { kind: "malformed", message: `The body is no OTLP metrics request: ${error.message}.` };
