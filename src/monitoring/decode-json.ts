import {
  type DecodedMetrics,
  MAX_POINTS,
  refuseMetrics,
  scopeText,
  TooMany,
} from "./decoded-metrics.ts";
import {
  type Attributes,
  DURATION_METRICS,
  type DurationMetric,
  type Histogram,
  type HistogramPoint,
  MAX_ATTRIBUTES,
  MAX_BUCKETS,
  MAX_METRICS,
  type UnreadMetric,
} from "./metrics.ts";
import { Json, MalformedJson } from "./otlp-json.ts";

/** Decodes an ExportMetricsServiceRequest in OTLP's JSON encoding, as far as durations of some names go. */
export function decodeJson(body: string, names = DURATION_METRICS): DecodedMetrics {
  const reading: Reading = { names, metrics: [], unread: [] };
  try {
    readRequest(new Json(JSON.parse(body), ""), reading);
  } catch (error) {
    return refuseMetrics(error as Error);
  }
  return { kind: "decoded", metrics: reading.metrics, unread: reading.unread };
}

interface Reading {
  readonly names: ReadonlySet<string>;
  readonly metrics: DurationMetric[];
  readonly unread: UnreadMetric[];
}

function readRequest(request: Json, reading: Reading): void {
  for (const resource of request.list("resourceMetrics")) readResource(resource, reading);
  const points = reading.metrics.reduce((sum, metric) => sum + metric.points.length, 0);
  if (points > MAX_POINTS) throw new TooMany(MAX_POINTS, "points");
}

function readResource(resource: Json, reading: Reading): void {
  const attributes = readAttributes(resource.part("resource"));
  for (const part of resource.list("scopeMetrics")) {
    const scope = part.part("scope");
    const origin = {
      resource: attributes,
      scope: scopeText(scope.text("name"), scope.text("version"), readAttributes(scope)),
    };
    for (const metric of part.list("metrics")) readMetric(metric, origin, reading);
  }
}

const TEMPORALITIES = ["unspecified", "delta", "cumulative"] as const;
const HISTOGRAMS = ["histogram", "exponentialHistogram"] as const;

function readMetric(
  metric: Json,
  { resource, scope }: Pick<DurationMetric, "resource" | "scope">,
  { names, metrics, unread }: Reading,
): void {
  const name = metric.text("name");
  for (const kind of ["gauge", "sum", "summary"] as const) {
    const points = metric.part(kind).list("dataPoints").length;
    if (points > 0) unread.push({ name, resource, kind, points });
  }
  for (const kind of HISTOGRAMS) {
    const part = metric.part(kind);
    const list = part.list("dataPoints");
    if (list.length === 0) continue;
    if (!names.has(name)) {
      unread.push({ name, resource, kind: "histogram", points: list.length });
      continue;
    }
    const readHistogram = kind === "histogram" ? explicit : exponential;
    metrics.push({
      name,
      resource,
      scope,
      unit: metric.text("unit"),
      temporality: TEMPORALITIES[part.number("aggregationTemporality")] ?? "unspecified",
      points: list.map((point) => readPoint(point, readHistogram)),
    });
  }
  if (metrics.length + unread.length > MAX_METRICS) throw new TooMany(MAX_METRICS, "metrics");
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
