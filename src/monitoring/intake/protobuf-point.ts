import type { PbfReader } from "pbf";
import { type Histogram, type HistogramPoint, MAX_BUCKETS } from "./metrics.ts";
import {
  DOUBLES,
  double,
  FIXED64S,
  fixed64,
  message,
  repeated,
  signedVarint,
  VARINTS,
  varint,
} from "./protobuf.ts";
import { readAttribute } from "./protobuf-attribute.ts";

/** A point while its fields arrive, in whatever order. */
export interface DraftPoint {
  readonly attributes: Map<string, string>;
  readonly bounds: number[];
  readonly counts: number[];
  startNs: number;
  timeNs: number;
  count: number;
  sum: number | null;
  min: number | null;
  max: number | null;
  flags: number;
  scale: number;
  readonly positive: DraftBuckets;
  readonly negative: DraftBuckets;
  zeroCount: number;
  zeroThreshold: number;
}

interface DraftBuckets {
  offset: number;
  readonly bucketCounts: number[];
}

export const emptyPoint = (): DraftPoint => ({
  attributes: new Map(),
  bounds: [],
  counts: [],
  startNs: 0,
  timeNs: 0,
  count: 0,
  sum: null,
  min: null,
  max: null,
  flags: 0,
  scale: 0,
  positive: { offset: 0, bucketCounts: [] },
  negative: { offset: 0, bucketCounts: [] },
  zeroCount: 0,
  zeroThreshold: 0,
});

/** Field readers of HistogramDataPoint and ExponentialHistogramDataPoint. */
export const readPoint = { explicit: readExplicitField, exponential: readExponentialField };

const NO_RECORDED_VALUE = 1;

export function finishPoint(draft: DraftPoint, kind: "explicit" | "exponential"): HistogramPoint {
  const { attributes, startNs, timeNs, flags } = draft;
  const noRecordedValue = (flags & NO_RECORDED_VALUE) !== 0;
  const histogram = kind === "explicit" ? explicit(draft) : exponential(draft);
  return { attributes, startNs, timeNs, noRecordedValue, histogram };
}

const explicit = (draft: DraftPoint): Histogram => ({
  kind: "explicit",
  count: draft.count,
  sum: draft.sum,
  min: draft.min,
  max: draft.max,
  explicitBounds: draft.bounds,
  bucketCounts: draft.counts,
});

const exponential = (draft: DraftPoint): Histogram => ({
  kind: "exponential",
  count: draft.count,
  sum: draft.sum,
  min: draft.min,
  max: draft.max,
  scale: draft.scale,
  zeroCount: draft.zeroCount,
  zeroThreshold: draft.zeroThreshold,
  positive: draft.positive,
  negative: draft.negative,
});

function readExplicitField(tag: number, point: DraftPoint, pbf: PbfReader): void {
  if (tag === 2) point.startNs = fixed64(pbf);
  else if (tag === 3) point.timeNs = fixed64(pbf);
  else if (tag === 4) point.count = fixed64(pbf);
  else if (tag === 5) point.sum = double(pbf);
  else if (tag === 6) repeated(pbf, point.counts, FIXED64S, MAX_BUCKETS);
  else if (tag === 7) repeated(pbf, point.bounds, DOUBLES, MAX_BUCKETS);
  else if (tag === 9) readAttribute(point.attributes, pbf);
  else if (tag === 10) point.flags = varint(pbf);
  else if (tag === 11) point.min = double(pbf);
  else if (tag === 12) point.max = double(pbf);
}

function readExponentialField(tag: number, point: DraftPoint, pbf: PbfReader): void {
  if (tag === 1) readAttribute(point.attributes, pbf);
  else if (tag === 2) point.startNs = fixed64(pbf);
  else if (tag === 3) point.timeNs = fixed64(pbf);
  else if (tag === 4) point.count = fixed64(pbf);
  else if (tag === 5) point.sum = double(pbf);
  else if (tag === 6) point.scale = signedVarint(pbf);
  else if (tag === 7) point.zeroCount = fixed64(pbf);
  else if (tag === 8) message(pbf, readBucketsField, point.positive);
  else if (tag === 9) message(pbf, readBucketsField, point.negative);
  else if (tag === 10) point.flags = varint(pbf);
  else if (tag === 12) point.min = double(pbf);
  else if (tag === 13) point.max = double(pbf);
  else if (tag === 14) point.zeroThreshold = double(pbf);
}

function readBucketsField(tag: number, buckets: DraftBuckets, pbf: PbfReader): void {
  if (tag === 1) buckets.offset = signedVarint(pbf);
  else if (tag === 2) repeated(pbf, buckets.bucketCounts, VARINTS, MAX_BUCKETS);
}
