import type { ExplicitHistogram, ExponentialHistogram } from "../../core/measurement/index.ts";
import { namesIn, otlpRules } from "../../core/resources/index.ts";

/**
 * What an OTLP metrics request says about durations, decoded from either encoding.
 * Words: a *point* is one histogram of one set of attributes, over the time since `startNs`
 * (delta: since the point before) up to `timeNs`. Source: OpenTelemetry protocol, metrics.proto.
 */
export interface DurationMetric {
  readonly name: string;
  /** What produced it: service, version, region. */
  readonly resource: Attributes;
  /** Which library within it: name, version and attributes in one text; "" where none is given. */
  readonly scope: string;
  readonly unit: string;
  readonly temporality: "delta" | "cumulative" | "unspecified";
  readonly points: Points;
}

/** Points that may be decoded as late as somebody asks for one. */
export interface Points<Point = HistogramPoint> extends Iterable<Point> {
  readonly length: number;
  /** Throws `UnreadablePoint` where its sender encoded it wrongly. */
  at(index: number): Point | undefined;
}

/** A point that is not what its encoding allows; the message says why, as a clause. */
export class UnreadablePoint extends Error {}

/** Scalar attributes as text; lists and maps play no part here. */
export type Attributes = ReadonlyMap<string, string>;

export interface HistogramPoint {
  readonly attributes: Attributes;
  /** Nanoseconds since 1970 as far as a double holds them; 0: not given. */
  readonly startNs: number;
  readonly timeNs: number;
  /** The sender says that there is nothing to report. */
  readonly noRecordedValue: boolean;
  readonly histogram: Histogram;
}

/** In the unit of the metric. */
export type Histogram = Exponential | Explicit;
export type Explicit = ExplicitHistogram & { readonly kind: "explicit" };
export type Exponential = ExponentialHistogram & { readonly kind: "exponential" };

/** A metric of single numbers, of which the table of resources reads. */
export interface NumberMetric {
  readonly name: string;
  readonly resource: Attributes;
  readonly temporality: DurationMetric["temporality"];
  readonly points: Points<NumberPoint>;
}

export interface NumberPoint {
  readonly attributes: Attributes;
  readonly timeNs: number;
  readonly noRecordedValue: boolean;
  readonly value: number;
}

/** A metric that is not read: of another name, or no histogram. */
export interface UnreadMetric {
  readonly name: string;
  readonly resource: Attributes;
  readonly kind: "gauge" | "sum" | "summary" | "histogram";
  readonly points: number;
}

/**
 * The metrics that intake takes in, by both generations of OpenTelemetry's semantic conventions for
 * HTTP; of others it gives notice.
 */
export const PRESENT_METRIC = "http.server.request.duration";
export const FORMER_METRIC = "http.server.duration";
/** Read as single numbers. */
export const NUMBER_METRICS: ReadonlySet<string> = namesIn(otlpRules);
export const DURATION_METRICS: ReadonlySet<string> = new Set([PRESENT_METRIC, FORMER_METRIC]);

/** A request or point beyond these is not what an exporter sends, and would cost more memory than it is worth. */
export const MAX_METRICS = 10_000;
export const MAX_BUCKETS = 4096;
export const MAX_ATTRIBUTES = 128;
