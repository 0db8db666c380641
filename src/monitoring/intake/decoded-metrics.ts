import type { Attributes, DurationMetric, NumberMetric, UnreadMetric } from "./metrics.ts";

/** What a decoder made of the body of a request. */
export type DecodedMetrics =
  | {
      readonly kind: "decoded";
      readonly metrics: readonly DurationMetric[];
      /** Of what resources are in use. */
      readonly numbers: readonly NumberMetric[];
      readonly unread: readonly UnreadMetric[];
    }
  | RefusedMetrics;

/** Nothing of the request can be taken in; the message says what is wrong with it. */
export interface RefusedMetrics {
  readonly kind: "malformed" | "too-large";
  readonly message: string;
}

/** A metric while the request that it is part of is read. */
export type OpenMetric = { -readonly [Key in keyof DurationMetric]: DurationMetric[Key] };

/** More in one request is not what an exporter sends, and costs more memory than it is worth. */
export const MAX_POINTS = 50_000;

/** Thrown within the decoders where a request holds more of something than it may. */
export class TooMany extends Error {
  constructor(most: number, of: "points" | "metrics" | "fields") {
    super(`it holds more than ${most} ${of}; send smaller batches`);
  }
}

export const tooLarge = (mostBytes: number): RefusedMetrics => ({
  kind: "too-large",
  message: `The body is larger than ${mostBytes >> 20} MiB; send smaller batches.`,
});

/** What a decoder answers for an error that reading the body threw. */
export const refuseMetrics = (error: Error): RefusedMetrics =>
  error instanceof TooMany
    ? { kind: "too-large", message: `The request is too large: ${error.message}.` }
    : { kind: "malformed", message: `The body is no OTLP metrics request: ${error.message}.` };

/** An instrumentation scope as one text, the same in both encodings. */
export function scopeText(name: string, version: string, attributes: Attributes): string {
  const parts = [name, version, ...[...attributes].map((pair) => pair.join("=")).sort()];
  return parts.every((part) => part === "") ? "" : JSON.stringify(parts);
}
