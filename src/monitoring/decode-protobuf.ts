import { PbfReader } from "pbf";
import {
  type DecodedMetrics,
  MAX_POINTS,
  refuseMetrics,
  scopeText,
  TooMany,
} from "./decoded-metrics.ts";
import {
  DURATION_METRICS,
  type DurationMetric,
  MAX_METRICS,
  type UnreadMetric,
} from "./metrics.ts";
import { bytes, MalformedProtobuf, message, text, varint } from "./protobuf.ts";
import { readAttribute } from "./protobuf-attribute.ts";
import { type DraftPoint, emptyPoint, finishPoint, readPoint } from "./protobuf-point.ts";

/** Decodes an ExportMetricsServiceRequest, as far as durations of some names go. */
export function decodeProtobuf(body: Uint8Array, names = DURATION_METRICS): DecodedMetrics {
  const reading: Reading = { names, metrics: [], unread: [], points: 0 };
  try {
    const pbf = new PbfReader(body);
    pbf.readFields(readRequest, reading);
    if (pbf.pos !== body.length) throw new MalformedProtobuf("it ends in the middle of a field");
  } catch (error) {
    // pbf reports a body that ends too early as a plain Error or a RangeError.
    return refuseMetrics(error as Error);
  }
  return { kind: "decoded", metrics: reading.metrics, unread: reading.unread };
}

interface Reading {
  /** Names of the metrics that are read. */
  readonly names: ReadonlySet<string>;
  readonly metrics: DurationMetric[];
  readonly unread: UnreadMetric[];
  points: number;
}

/** A resource's attributes may follow its metrics: whoever holds the map sees them arrive. */
interface ResourceReading {
  readonly whole: Reading;
  readonly attributes: Map<string, string>;
}

/** A scope may follow its metrics too, which therefore wait for it. */
interface ScopeReading {
  readonly metrics: MetricReading[];
  readonly attributes: Map<string, string>;
  name: string;
  version: string;
}

interface MetricReading {
  name: string;
  unit: string;
  /** The data of each kind, by its field. */
  readonly data: Map<number, Uint8Array>;
}

function readRequest(tag: number, whole: Reading, pbf: PbfReader): void {
  if (tag === 1) message(pbf, readResourceMetrics, { whole, attributes: new Map() });
}

function readResourceMetrics(tag: number, resource: ResourceReading, pbf: PbfReader): void {
  if (tag === 1) message(pbf, readResource, resource.attributes);
  if (tag !== 2) return;
  const empty: ScopeReading = { metrics: [], attributes: new Map(), name: "", version: "" };
  const { metrics, name, version, attributes } = message(pbf, readScopeMetrics, empty);
  const scope = scopeText(name, version, attributes);
  for (const metric of metrics) finishMetric(metric, scope, resource);
}

function readResource(tag: number, attributes: Map<string, string>, pbf: PbfReader): void {
  if (tag === 1) readAttribute(attributes, pbf);
}

function readScopeMetrics(tag: number, scope: ScopeReading, pbf: PbfReader): void {
  if (tag === 1) message(pbf, readScope, scope);
  if (tag !== 2) return;
  if (scope.metrics.length === MAX_METRICS) throw new TooMany(MAX_METRICS, "metrics");
  scope.metrics.push(message(pbf, readMetric, { name: "", unit: "", data: new Map() }));
}

function readScope(tag: number, scope: ScopeReading, pbf: PbfReader): void {
  if (tag === 1) scope.name = text(pbf);
  else if (tag === 2) scope.version = text(pbf);
  else if (tag === 3) readAttribute(scope.attributes, pbf);
}

const UNREAD = new Map([
  [5, "gauge"],
  [7, "sum"],
  [11, "summary"],
] as const);
const HISTOGRAMS = new Map([
  [9, "explicit"],
  [10, "exponential"],
] as const);

/** The name may follow what it names, so that the data is set aside first. */
function readMetric(tag: number, metric: MetricReading, pbf: PbfReader): void {
  if (tag === 1) metric.name = text(pbf);
  else if (tag === 3) metric.unit = text(pbf);
  else if (isKey(UNREAD, tag) || isKey(HISTOGRAMS, tag)) metric.data.set(tag, bytes(pbf));
}

function finishMetric(
  { name, unit, data }: MetricReading,
  scope: string,
  { whole, attributes: resource }: ResourceReading,
): void {
  for (const [tag, body] of data) {
    const kind = isKey(HISTOGRAMS, tag) ? HISTOGRAMS.get(tag) : null;
    if (kind && whole.names.has(name)) {
      const { points, temporality } = readHistogram(body, kind, whole);
      const finished = points.map((draft) => finishPoint(draft, kind));
      if (finished.length > 0)
        whole.metrics.push({ name, resource, scope, unit, temporality, points: finished });
    } else {
      const points = countPoints(body);
      const unread = isKey(UNREAD, tag) ? UNREAD.get(tag)! : "histogram";
      if (points > 0) whole.unread.push({ name, resource, kind: unread, points });
    }
  }
  const metrics = whole.metrics.length + whole.unread.length;
  if (metrics > MAX_METRICS) throw new TooMany(MAX_METRICS, "metrics");
}

const isKey = <K>(map: ReadonlyMap<K, unknown>, key: unknown): key is K => map.has(key as K);

const TEMPORALITIES = ["unspecified", "delta", "cumulative"] as const;

interface HistogramReading {
  readonly whole: Reading;
  readonly kind: "explicit" | "exponential";
  readonly points: DraftPoint[];
  temporality: number;
}

function readHistogram(body: Uint8Array, kind: HistogramReading["kind"], whole: Reading) {
  const empty: HistogramReading = { whole, kind, points: [], temporality: 0 };
  const { points, temporality } = readWhole(body, readHistogramField, empty);
  return { points, temporality: TEMPORALITIES[temporality] ?? "unspecified" };
}

function readHistogramField(tag: number, histogram: HistogramReading, pbf: PbfReader): void {
  if (tag === 2) histogram.temporality = varint(pbf);
  if (tag !== 1) return;
  if (++histogram.whole.points > MAX_POINTS) throw new TooMany(MAX_POINTS, "points");
  histogram.points.push(message(pbf, readPoint[histogram.kind], emptyPoint()));
}

/** How many points there are in data that is not read. */
const countPoints = (body: Uint8Array): number =>
  readWhole(body, (tag, count: { points: number }) => void (tag === 1 && count.points++), {
    points: 0,
  }).points;

function readWhole<T>(
  body: Uint8Array,
  readField: (tag: number, result: T, pbf: PbfReader) => void,
  result: T,
): T {
  const pbf = new PbfReader(body);
  pbf.readFields(readField, result);
  if (pbf.pos !== body.length) throw new MalformedProtobuf("a metric ends too early");
  return result;
}
