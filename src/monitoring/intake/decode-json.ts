import {
  type DecodedMetrics,
  MAX_POINTS,
  type OpenMetric,
  refuseMetrics,
  scopeText,
  TooMany,
} from "./decoded-metrics.ts";
import { JsonScan } from "./json-scan.ts";
import { LazyPoints } from "./lazy-points.ts";
import {
  type Attributes,
  type DurationMetric,
  type Histogram,
  type HistogramPoint,
  MAX_ATTRIBUTES,
  MAX_BUCKETS,
  MAX_METRICS,
  NUMBER_METRICS,
  type NumberMetric,
  type NumberPoint,
  type UnreadMetric,
} from "./metrics.ts";
import { Json, MalformedJson } from "./otlp-json.ts";

/**
 * Decodes an ExportMetricsServiceRequest in OTLP's JSON encoding, as far as durations of some names
 * go. It pauses (yields) from time to time; its points are decoded as they are asked for.
 */
export function* decodeJson(
  body: Uint8Array,
  names: ReadonlySet<string>,
): Generator<void, DecodedMetrics> {
  const scan = new JsonScan(body);
  const reading: Reading = { scan, names, metrics: [], numbers: [], unread: [], points: 0 };
  try {
    yield* readRequest(reading);
    reading.scan.finish();
  } catch (error) {
    return refuseMetrics(error as Error);
  }
  const { metrics, numbers, unread } = reading;
  return { kind: "decoded", metrics, numbers, unread };
}

interface Reading {
  readonly scan: JsonScan;
  readonly names: ReadonlySet<string>;
  readonly metrics: OpenMetric[];
  readonly numbers: NumberMetric[];
  readonly unread: UnreadMetric[];
  points: number;
}

function* readRequest(reading: Reading): Generator<void> {
  const { scan } = reading;
  for (const name of scan.fields("")) {
    if (name !== "resourceMetrics") scan.pass();
    else for (const at of scan.items(name)) yield* readResource(reading, `resourceMetrics[${at}]`);
  }
}

/** A resource may follow its metrics: the holder of the map sees its attributes arrive. */
function* readResource(reading: Reading, path: string): Generator<void> {
  const { scan } = reading;
  const resource = new Map<string, string>();
  for (const name of scan.fields(path)) {
    if (name === "resource") addAttributes(resource, readValue(scan, `${path}.resource`));
    else if (name === "scopeMetrics")
      for (const at of scan.items(`${path}.${name}`))
        yield* readScope(reading, resource, `${path}.scopeMetrics[${at}]`);
    else scan.pass();
  }
}

/** A scope may follow its metrics too. */
function* readScope(reading: Reading, resource: Attributes, path: string): Generator<void> {
  const { scan, metrics } = reading;
  const first = metrics.length;
  let scope = "";
  for (const name of scan.fields(path)) {
    if (name === "scope") scope = readScopeText(readValue(scan, `${path}.scope`));
    else if (name === "metrics")
      for (const at of scan.items(`${path}.${name}`))
        yield* readMetric(reading, resource, `${path}.metrics[${at}]`);
    else scan.pass();
  }
  for (let at = first; at < metrics.length; at++) metrics[at]!.scope = scope;
}

const readScopeText = (scope: Json): string =>
  scopeText(scope.text("name"), scope.text("version"), addAttributes(new Map(), scope));

const readValue = (scan: JsonScan, path: string): Json =>
  new Json(scan.parse(scan.pass()) ?? {}, path);

/** What lies in a metric, by its field's name. */
const DATA = {
  gauge: "gauge",
  sum: "sum",
  summary: "summary",
  histogram: "histogram",
  exponentialHistogram: "histogram",
} as const;

interface DataReading {
  temporality: number;
  readonly ranges: number[];
}

function* readMetric(reading: Reading, resource: Attributes, path: string): Generator<void> {
  const { scan } = reading;
  const text = { name: "", unit: "" };
  const data = new Map<keyof typeof DATA, DataReading>();
  for (const name of scan.fields(path)) {
    if (name === "name" || name === "unit") text[name] = readText(scan, `${path}.${name}`);
    else if (Object.hasOwn(DATA, name)) {
      const kind = name as keyof typeof DATA;
      data.set(kind, yield* readData(reading, `${path}.${name}`));
    } else scan.pass();
  }
  for (const [kind, of] of data)
    if (of.ranges.length > 0) finishMetric(reading, { ...text, resource }, kind, of);
  const { metrics, numbers, unread } = reading;
  if (metrics.length + numbers.length + unread.length > MAX_METRICS)
    throw new TooMany(MAX_METRICS, "metrics");
}

function* readData(reading: Reading, path: string): Generator<void, DataReading> {
  const { scan } = reading;
  const data: DataReading = { temporality: 0, ranges: [] };
  for (const name of scan.fields(path)) {
    if (name === "aggregationTemporality")
      data.temporality = new Json({ [name]: scan.parse(scan.pass()) }, path).number(name);
    else if (name === "dataPoints")
      for (const _ of scan.items(`${path}.${name}`)) {
        if (++reading.points > MAX_POINTS) throw new TooMany(MAX_POINTS, "points");
        data.ranges.push(...scan.pass());
        if (scan.isTimeToPause()) yield;
      }
    else scan.pass();
  }
  return data;
}

const TEMPORALITIES = ["unspecified", "delta", "cumulative"] as const;
const temporalityOf = (code: number) => TEMPORALITIES[code] ?? "unspecified";

function finishMetric(
  { scan, names, metrics, numbers, unread }: Reading,
  metric: Pick<DurationMetric, "name" | "unit" | "resource">,
  kind: keyof typeof DATA,
  { temporality, ranges }: DataReading,
): void {
  const { name, resource } = metric;
  if ((kind === "gauge" || kind === "sum") && NUMBER_METRICS.has(name)) {
    const readNumber = (start: number, end: number, index: number) =>
      readNumberPoint(new Json(scan.parse([start, end]), `dataPoints[${index}]`));
    const points = new LazyPoints(ranges, readNumber);
    numbers.push({ name, resource, temporality: temporalityOf(temporality), points });
    return;
  }
  if (DATA[kind] !== "histogram" || !names.has(name)) {
    unread.push({ name, resource, kind: DATA[kind], points: ranges.length / 2 });
    return;
  }
  const readHistogram = kind === "histogram" ? explicit : exponential;
  const read = (start: number, end: number, index: number): HistogramPoint =>
    readPoint(new Json(scan.parse([start, end]), `dataPoints[${index}]`), readHistogram);
  metrics.push({
    ...metric,
    scope: "",
    temporality: temporalityOf(temporality),
    points: new LazyPoints(ranges, read),
  });
}

function readText(scan: JsonScan, path: string): string {
  const text = scan.parse(scan.pass()) ?? "";
  if (typeof text !== "string") throw new MalformedJson(`${path} must be text`);
  return text;
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

const readNumberPoint = (point: Json): NumberPoint => ({
  attributes: readAttributes(point),
  timeNs: point.number("timeUnixNano"),
  noRecordedValue: (point.number("flags") & 1) !== 0,
  value: point.optionalNumber("asDouble") ?? point.optionalNumber("asInt") ?? Number.NaN,
});

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

const readAttributes = (holder: Json): Attributes => addAttributes(new Map(), holder);

function addAttributes(attributes: Map<string, string>, holder: Json): Attributes {
  for (const pair of holder.list("attributes")) {
    const value = pair.part("value").scalar();
    if (value !== null) attributes.set(pair.text("key"), value);
    if (attributes.size > MAX_ATTRIBUTES)
      throw new MalformedJson(`it gives one thing more than ${MAX_ATTRIBUTES} attributes`);
  }
  return attributes;
}
