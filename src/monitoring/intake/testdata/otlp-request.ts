import { PbfWriter } from "pbf";

/** An OTLP metrics request in the shape of its JSON encoding, and its protobuf encoding. */
export interface OtlpRequest {
  readonly resourceMetrics: readonly OtlpResource[];
}

interface OtlpResource {
  readonly resource: { readonly attributes: readonly OtlpAttribute[] };
  readonly scopeMetrics: readonly { readonly metrics: readonly OtlpMetric[] }[];
}

interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly histogram?: OtlpPoints<OtlpExplicit>;
  readonly exponentialHistogram?: OtlpPoints<OtlpExponential>;
  readonly gauge?: { readonly dataPoints: readonly OtlpNumber[] };
  readonly sum?: {
    readonly aggregationTemporality: number;
    readonly isMonotonic: boolean;
    readonly dataPoints: readonly OtlpNumber[];
  };
}

interface OtlpNumber {
  readonly attributes: readonly OtlpAttribute[];
  readonly timeUnixNano: number;
  readonly asDouble?: number;
  readonly asInt?: number;
  readonly flags?: number;
}

interface OtlpPoints<T> {
  readonly aggregationTemporality: number;
  readonly dataPoints: readonly (OtlpPoint & T)[];
}

interface OtlpPoint {
  readonly attributes: readonly OtlpAttribute[];
  readonly startTimeUnixNano: number;
  readonly timeUnixNano: number;
  readonly count: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly flags?: number;
}

interface OtlpExplicit {
  readonly explicitBounds: readonly number[];
  readonly bucketCounts: readonly number[];
}

interface OtlpExponential {
  readonly scale: number;
  readonly zeroCount: number;
  readonly zeroThreshold?: number;
  readonly positive: { readonly offset: number; readonly bucketCounts: readonly number[] };
  readonly negative?: { readonly offset: number; readonly bucketCounts: readonly number[] };
}

export interface OtlpAttribute {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly boolValue?: boolean;
    readonly intValue?: number;
    readonly doubleValue?: number;
    readonly arrayValue?: { readonly values: readonly { readonly stringValue: string }[] };
  };
}

export const attributes = (
  values: Readonly<Record<string, string | number | boolean>>,
): OtlpAttribute[] =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === "string"
        ? { stringValue: value }
        : typeof value === "boolean"
          ? { boolValue: value }
          : { intValue: value },
  }));

export function encodeRequest(request: OtlpRequest): Uint8Array {
  const pbf = new PbfWriter();
  for (const resource of request.resourceMetrics) pbf.writeMessage(1, writeResource, resource);
  return pbf.finish();
}

function writeResource({ resource, scopeMetrics }: OtlpResource, pbf: PbfWriter): void {
  pbf.writeMessage(1, (r, inner) => writeAttributes(1, r.attributes, inner), resource);
  for (const scope of scopeMetrics)
    pbf.writeMessage(
      2,
      ({ metrics }, inner) => {
        for (const metric of metrics) inner.writeMessage(2, writeMetric, metric);
      },
      scope,
    );
}

function writeMetric(metric: OtlpMetric, pbf: PbfWriter): void {
  writeText(1, metric.name, pbf);
  writeText(3, metric.unit, pbf);
  if (metric.gauge)
    pbf.writeMessage(5, (gauge, inner) => writeNumbers(gauge.dataPoints, inner), metric.gauge);
  if (metric.sum) pbf.writeMessage(7, writeSum, metric.sum);
  if (metric.histogram) pbf.writeMessage(9, writeExplicit, metric.histogram);
  if (metric.exponentialHistogram) pbf.writeMessage(10, writeExponential, metric.exponentialHistogram);
}

function writeNumbers(points: readonly OtlpNumber[], pbf: PbfWriter): void {
  for (const point of points)
    pbf.writeMessage(
      1,
      (p, inner) => {
        inner.writeFixed64Field(3, p.timeUnixNano);
        if (p.asDouble !== undefined) inner.writeDoubleField(4, p.asDouble);
        if (p.asInt !== undefined) inner.writeSFixed64Field(6, p.asInt);
        writeAttributes(7, p.attributes, inner);
        if (p.flags) inner.writeVarintField(8, p.flags);
      },
      point,
    );
}

function writeSum(sum: NonNullable<OtlpMetric["sum"]>, pbf: PbfWriter): void {
  writeNumbers(sum.dataPoints, pbf);
  pbf.writeVarintField(2, sum.aggregationTemporality);
  pbf.writeBooleanField(3, sum.isMonotonic);
}

function writeExplicit(histogram: OtlpPoints<OtlpExplicit>, pbf: PbfWriter): void {
  for (const point of histogram.dataPoints)
    pbf.writeMessage(
      1,
      (p, inner) => {
        writeFigures(p, inner);
        inner.writePackedFixed64(6, [...p.bucketCounts]);
        inner.writePackedDouble(7, [...p.explicitBounds]);
        writeAttributes(9, p.attributes, inner);
        if (p.flags) inner.writeVarintField(10, p.flags);
        if (p.min !== undefined) inner.writeDoubleField(11, p.min);
        if (p.max !== undefined) inner.writeDoubleField(12, p.max);
      },
      point,
    );
  pbf.writeVarintField(2, histogram.aggregationTemporality);
}

function writeExponential(histogram: OtlpPoints<OtlpExponential>, pbf: PbfWriter): void {
  for (const point of histogram.dataPoints)
    pbf.writeMessage(
      1,
      (p, inner) => {
        writeAttributes(1, p.attributes, inner);
        writeFigures(p, inner);
        inner.writeSVarintField(6, p.scale);
        inner.writeFixed64Field(7, p.zeroCount);
        inner.writeMessage(8, writeBuckets, p.positive);
        if (p.negative) inner.writeMessage(9, writeBuckets, p.negative);
        if (p.flags) inner.writeVarintField(10, p.flags);
        if (p.min !== undefined) inner.writeDoubleField(12, p.min);
        if (p.max !== undefined) inner.writeDoubleField(13, p.max);
        if (p.zeroThreshold !== undefined) inner.writeDoubleField(14, p.zeroThreshold);
      },
      point,
    );
  pbf.writeVarintField(2, histogram.aggregationTemporality);
}

function writeBuckets(buckets: OtlpExponential["positive"], pbf: PbfWriter): void {
  pbf.writeSVarintField(1, buckets.offset);
  pbf.writePackedVarint(2, [...buckets.bucketCounts]);
}

function writeFigures(point: OtlpPoint, pbf: PbfWriter): void {
  pbf.writeFixed64Field(2, point.startTimeUnixNano);
  pbf.writeFixed64Field(3, point.timeUnixNano);
  pbf.writeFixed64Field(4, point.count);
  if (point.sum !== undefined) pbf.writeDoubleField(5, point.sum);
}

function writeAttributes(tag: number, list: readonly OtlpAttribute[], pbf: PbfWriter): void {
  for (const attribute of list)
    pbf.writeMessage(
      tag,
      ({ key, value }, inner) => {
        writeText(1, key, inner);
        inner.writeMessage(2, writeValue, value);
      },
      attribute,
    );
}

function writeValue(value: OtlpAttribute["value"], pbf: PbfWriter): void {
  if (value.stringValue !== undefined) writeText(1, value.stringValue, pbf);
  if (value.boolValue !== undefined) pbf.writeBooleanField(2, value.boolValue);
  if (value.intValue !== undefined) pbf.writeVarintField(3, value.intValue);
  if (value.doubleValue !== undefined) pbf.writeDoubleField(4, value.doubleValue);
  if (value.arrayValue) pbf.writeMessage(5, () => {}, null);
}

/** pbf's own writer breaks characters beyond U+1FFFF. */
const writeText = (tag: number, text: string, pbf: PbfWriter): void =>
  pbf.writeBytesField(tag, Buffer.from(text));
