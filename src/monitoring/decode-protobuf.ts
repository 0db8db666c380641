import { PbfReader } from "pbf";
import {
  type DecodedMetrics,
  MAX_POINTS,
  refuseMetrics,
  TooManyPoints,
} from "./decoded-metrics.ts";
import { DURATION_METRIC, type DurationMetric } from "./metrics.ts";
import { bytes, MalformedProtobuf, message, text, varint } from "./protobuf.ts";
import { readAttribute } from "./protobuf-attribute.ts";
import { type DraftPoint, emptyPoint, finishPoint, readPoint } from "./protobuf-point.ts";

/** Decodes an ExportMetricsServiceRequest, as far as durations of one kind go. */
export function decodeProtobuf(body: Uint8Array, metric = DURATION_METRIC): DecodedMetrics {
  const reading: Reading = { metric, metrics: [], points: 0 };
  try {
    const pbf = new PbfReader(body);
    pbf.readFields(readRequest, reading);
    if (pbf.pos !== body.length) throw new MalformedProtobuf("it ends in the middle of a field");
  } catch (error) {
    // pbf reports a body that ends too early as a plain Error or a RangeError.
    return refuseMetrics(error as Error);
  }
  return { kind: "decoded", metrics: reading.metrics };
}

interface Reading {
  /** Name of the only metric that is read. */
  readonly metric: string;
  readonly metrics: DurationMetric[];
  points: number;
}

/** A resource's attributes may follow its metrics: whoever holds the map sees them arrive. */
interface ResourceReading {
  readonly whole: Reading;
  readonly attributes: Map<string, string>;
}

interface MetricReading {
  name: string;
  unit: string;
  explicit: Uint8Array | null;
  exponential: Uint8Array | null;
}

interface HistogramReading {
  readonly whole: Reading;
  readonly kind: "explicit" | "exponential";
  readonly points: DraftPoint[];
  temporality: number;
}

function readRequest(tag: number, whole: Reading, pbf: PbfReader): void {
  if (tag === 1) message(pbf, readResourceMetrics, { whole, attributes: new Map() });
}

function readResourceMetrics(tag: number, resource: ResourceReading, pbf: PbfReader): void {
  if (tag === 1) message(pbf, readResource, resource.attributes);
  if (tag === 2) message(pbf, readScopeMetrics, resource);
}

function readResource(tag: number, attributes: Map<string, string>, pbf: PbfReader): void {
  if (tag === 1) readAttribute(attributes, pbf);
}

function readScopeMetrics(tag: number, { whole, attributes }: ResourceReading, pbf: PbfReader) {
  if (tag !== 2) return;
  const metric = message<MetricReading>(pbf, readMetric, {
    name: "",
    unit: "",
    explicit: null,
    exponential: null,
  });
  if (metric.name !== whole.metric) return;
  for (const kind of ["explicit", "exponential"] as const) {
    const body = metric[kind];
    if (!body) continue;
    const { points, temporality } = readHistogram(body, kind, whole);
    whole.metrics.push({
      resource: attributes,
      unit: metric.unit,
      temporality: TEMPORALITIES[temporality] ?? "unspecified",
      points: points.map((draft) => finishPoint(draft, kind)),
    });
  }
}

/** The name may follow what it names, so that the histogram is set aside first. */
function readMetric(tag: number, metric: MetricReading, pbf: PbfReader): void {
  if (tag === 1) metric.name = text(pbf);
  else if (tag === 3) metric.unit = text(pbf);
  else if (tag === 9) metric.explicit = bytes(pbf);
  else if (tag === 10) metric.exponential = bytes(pbf);
}

const TEMPORALITIES = ["unspecified", "delta", "cumulative"] as const;

function readHistogram(body: Uint8Array, kind: HistogramReading["kind"], whole: Reading) {
  const pbf = new PbfReader(body);
  const histogram: HistogramReading = { whole, kind, points: [], temporality: 0 };
  pbf.readFields(readHistogramField, histogram);
  if (pbf.pos !== body.length) throw new MalformedProtobuf("a histogram ends too early");
  return histogram;
}

function readHistogramField(tag: number, histogram: HistogramReading, pbf: PbfReader): void {
  if (tag === 2) histogram.temporality = varint(pbf);
  if (tag !== 1) return;
  if (++histogram.whole.points > MAX_POINTS) throw new TooManyPoints();
  histogram.points.push(message(pbf, readPoint[histogram.kind], emptyPoint()));
}
