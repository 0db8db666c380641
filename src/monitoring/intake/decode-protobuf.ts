import { PbfReader } from "pbf";
import {
  type DecodedMetrics,
  MAX_POINTS,
  type OpenMetric,
  refuseMetrics,
  scopeText,
  TooMany,
} from "./decoded-metrics.ts";
import { LazyPoints } from "./lazy-points.ts";
import {
  type HistogramPoint,
  MAX_METRICS,
  NUMBER_METRICS,
  type NumberMetric,
  type NumberPoint,
  type UnreadMetric,
} from "./metrics.ts";
import { bytes, MalformedProtobuf, message, range, text, varint } from "./protobuf.ts";
import { readAttribute } from "./protobuf-attribute.ts";
import { emptyNumber, finishNumber, readNumberField } from "./protobuf-number.ts";
import { emptyPoint, finishPoint, readPoint } from "./protobuf-point.ts";

/** What is not in a point: far beyond what any exporter sends, and passed over within milliseconds. */
const MAX_FIELDS = 500_000;
const MAX_POINT_BYTES = 512 << 10;

/**
 * Decodes an ExportMetricsServiceRequest, as far as durations of some names go. Its points are
 * decoded as they are asked for.
 */
export function decodeProtobuf(body: Uint8Array, names: ReadonlySet<string>): DecodedMetrics {
  const reading: Reading = { names, metrics: [], numbers: [], unread: [], points: 0, fields: 0 };
  try {
    const pbf = new PbfReader(body);
    pbf.readFields(readRequest, reading);
    if (pbf.pos !== body.length) throw new MalformedProtobuf("it ends in the middle of a field");
  } catch (error) {
    // pbf reports a body that ends too early as a plain Error or a RangeError.
    return refuseMetrics(error as Error);
  }
  const { metrics, numbers, unread } = reading;
  return { kind: "decoded", metrics, numbers, unread };
}

interface Reading {
  /** Names of the metrics that are read. */
  readonly names: ReadonlySet<string>;
  readonly metrics: OpenMetric[];
  readonly numbers: NumberMetric[];
  readonly unread: UnreadMetric[];
  points: number;
  fields: number;
}

/** A resource's attributes may follow its metrics: the holder of the map sees them arrive. */
interface ResourceReading {
  readonly whole: Reading;
  readonly attributes: Map<string, string>;
}

/** A scope may follow its metrics too. */
interface ScopeReading extends ResourceReading {
  readonly resource: Map<string, string>;
  name: string;
  version: string;
}

interface MetricReading {
  readonly whole: Reading;
  name: string;
  unit: string;
  /** The data of each kind, by its field. */
  readonly data: Map<number, Uint8Array>;
}

function step(whole: Reading): void {
  if (++whole.fields > MAX_FIELDS) throw new TooMany(MAX_FIELDS, "fields");
}

function readRequest(tag: number, whole: Reading, pbf: PbfReader): void {
  step(whole);
  if (tag === 1) message(pbf, readResourceMetrics, { whole, attributes: new Map() });
}

function readResourceMetrics(tag: number, resource: ResourceReading, pbf: PbfReader): void {
  const { whole, attributes } = resource;
  step(whole);
  if (tag === 1) message(pbf, readResource, resource);
  if (tag !== 2) return;
  const first = whole.metrics.length;
  const scope = message<ScopeReading>(pbf, readScopeMetrics, {
    whole,
    resource: attributes,
    attributes: new Map(),
    name: "",
    version: "",
  });
  const text = scopeText(scope.name, scope.version, scope.attributes);
  for (let at = first; at < whole.metrics.length; at++) whole.metrics[at]!.scope = text;
}

function readResource(tag: number, { whole, attributes }: ResourceReading, pbf: PbfReader): void {
  step(whole);
  if (tag === 1) readAttribute(attributes, pbf);
}

function readScopeMetrics(tag: number, scope: ScopeReading, pbf: PbfReader): void {
  const { whole, resource } = scope;
  step(whole);
  if (tag === 1) message(pbf, readScope, scope);
  if (tag !== 2) return;
  const empty: MetricReading = { whole, name: "", unit: "", data: new Map() };
  finishMetric(message(pbf, readMetric, empty), resource);
}

function readScope(tag: number, scope: ScopeReading, pbf: PbfReader): void {
  step(scope.whole);
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
  step(metric.whole);
  if (tag === 1) metric.name = text(pbf);
  else if (tag === 3) metric.unit = text(pbf);
  else if (isKey(UNREAD, tag) || isKey(HISTOGRAMS, tag)) metric.data.set(tag, bytes(pbf));
}

function finishMetric(
  { whole, name, unit, data }: MetricReading,
  resource: Map<string, string>,
): void {
  for (const [tag, body] of data) {
    const empty: DataReading = { whole, ranges: [], temporality: 0 };
    const { ranges, temporality } = readWhole(body, readData, empty);
    if (ranges.length === 0) continue;
    const kind = isKey(HISTOGRAMS, tag) ? HISTOGRAMS.get(tag)! : null;
    const isNumber = (tag === 5 || tag === 7) && NUMBER_METRICS.has(name);
    if (isNumber) {
      const points = new LazyPoints(ranges, numberReader(body));
      whole.numbers.push({ name, resource, temporality: temporalityOf(temporality), points });
      continue;
    }
    if (kind === null || !whole.names.has(name)) {
      const unread = isKey(UNREAD, tag) ? UNREAD.get(tag)! : "histogram";
      whole.unread.push({ name, resource, kind: unread, points: ranges.length / 2 });
    } else
      whole.metrics.push({
        name,
        unit,
        resource,
        scope: "",
        temporality: temporalityOf(temporality),
        points: new LazyPoints(ranges, pointReader(body, kind)),
      });
  }
  const metrics = whole.metrics.length + whole.numbers.length + whole.unread.length;
  if (metrics > MAX_METRICS) throw new TooMany(MAX_METRICS, "metrics");
}

const isKey = <K>(map: ReadonlyMap<K, unknown>, key: unknown): key is K => map.has(key as K);

const TEMPORALITIES = ["unspecified", "delta", "cumulative"] as const;
const temporalityOf = (code: number) => TEMPORALITIES[code] ?? "unspecified";

interface DataReading {
  readonly whole: Reading;
  /** Where each point lies in the data. */
  readonly ranges: number[];
  temporality: number;
}

/** Of gauges and summaries too: all of them have their points in field 1. */
function readData(tag: number, data: DataReading, pbf: PbfReader): void {
  step(data.whole);
  if (tag === 2 && pbf.type === 0) data.temporality = varint(pbf);
  if (tag !== 1) return;
  if (++data.whole.points > MAX_POINTS) throw new TooMany(MAX_POINTS, "points");
  const [start, end] = range(pbf);
  data.ranges.push(start, end);
}

function pointReader(body: Uint8Array, kind: "explicit" | "exponential") {
  const pbf = new PbfReader(body);
  return (start: number, end: number): HistogramPoint => {
    if (end - start > MAX_POINT_BYTES)
      throw new MalformedProtobuf(`it is larger than ${MAX_POINT_BYTES >> 10} KiB`);
    pbf.pos = start;
    const draft = pbf.readFields(readPoint[kind], emptyPoint(), end);
    if (pbf.pos !== end) throw new MalformedProtobuf("it does not end where it says");
    return finishPoint(draft, kind);
  };
}

function numberReader(body: Uint8Array) {
  const pbf = new PbfReader(body);
  return (start: number, end: number): NumberPoint => {
    if (end - start > MAX_POINT_BYTES)
      throw new MalformedProtobuf(`it is larger than ${MAX_POINT_BYTES >> 10} KiB`);
    pbf.pos = start;
    const draft = pbf.readFields(readNumberField, emptyNumber(), end);
    if (pbf.pos !== end) throw new MalformedProtobuf("it does not end where it says");
    return finishNumber(draft);
  };
}

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
