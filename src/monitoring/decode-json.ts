import {
  type DecodedMetrics,
  MAX_POINTS,
  refuseMetrics,
  TooManyPoints,
} from "./decoded-metrics.ts";
import {
  type Attributes,
  DURATION_METRIC,
  type DurationMetric,
  type Histogram,
  type HistogramPoint,
  MAX_ATTRIBUTES,
  MAX_BUCKETS,
} from "./metrics.ts";
import { Json, MalformedJson } from "./otlp-json.ts";

/** Decodes an ExportMetricsServiceRequest in OTLP's JSON encoding, as far as durations of one kind go. */
export function decodeJson(body: string, metric = DURATION_METRIC): DecodedMetrics {
  try {
    return { kind: "decoded", metrics: readRequest(new Json(JSON.parse(body), ""), metric) };
  } catch (error) {
    return refuseMetrics(error as Error);
  }
}

function readRequest(request: Json, name: string): DurationMetric[] {
  const metrics = request
    .list("resourceMetrics")
    .flatMap((resource) => readResource(resource, name));
  const points = metrics.reduce((sum, metric) => sum + metric.points.length, 0);
  if (points > MAX_POINTS) throw new TooManyPoints();
  return metrics;
}

function readResource(resource: Json, name: string): DurationMetric[] {
  const attributes = readAttributes(resource.part("resource"));
  return resource
    .list("scopeMetrics")
    .flatMap((scope) => scope.list("metrics"))
    .filter((metric) => metric.text("name") === name)
    .flatMap((metric) => [
      readMetric(metric, "histogram", attributes),
      readMetric(metric, "exponentialHistogram", attributes),
    ])
    .filter(({ points }) => points.length > 0);
}

const TEMPORALITIES = ["unspecified", "delta", "cumulative"] as const;

function readMetric(
  metric: Json,
  kind: "histogram" | "exponentialHistogram",
  resource: Attributes,
): DurationMetric {
  const part = metric.part(kind);
  const readHistogram = kind === "histogram" ? explicit : exponential;
  return {
    resource,
    unit: metric.text("unit"),
    temporality: TEMPORALITIES[part.number("aggregationTemporality")] ?? "unspecified",
    points: part.list("dataPoints").map((point) => readPoint(point, readHistogram)),
  };
}

function readPoint(point: Json, readHistogram: (point: Json) => Histogram): HistogramPoint {
  return {
    attributes: readAttributes(point),
    startNs: point.number("startTimeUnixNano"),
    timeNs: point.number("timeUnixNano"),
    noRecordedValue: (point.number("flags") & 1) !== 0,
    histogram: readHistogram(point),
  };
}

const figures = (point: Json) => ({
  count: point.number("count"),
  sum: point.optionalNumber("sum"),
  min: point.optionalNumber("min"),
  max: point.optionalNumber("max"),
});

const explicit = (point: Json): Histogram => ({
  kind: "explicit",
  ...figures(point),
  explicitBounds: point.numbers("explicitBounds", MAX_BUCKETS),
  bucketCounts: point.numbers("bucketCounts", MAX_BUCKETS),
});

const exponential = (point: Json): Histogram => ({
  kind: "exponential",
  ...figures(point),
  scale: point.number("scale"),
  zeroCount: point.number("zeroCount"),
  zeroThreshold: point.number("zeroThreshold"),
  positive: buckets(point.part("positive")),
  negative: buckets(point.part("negative")),
});

const buckets = (part: Json) => ({
  offset: part.number("offset"),
  bucketCounts: part.numbers("bucketCounts", MAX_BUCKETS),
});

function readAttributes(holder: Json): Attributes {
  const attributes = new Map<string, string>();
  for (const pair of holder.list("attributes")) {
    const value = pair.part("value").scalar();
    if (value !== null) attributes.set(pair.text("key"), value);
    if (attributes.size > MAX_ATTRIBUTES)
      throw new MalformedJson(`it gives one thing more than ${MAX_ATTRIBUTES} attributes`);
  }
  return attributes;
}
