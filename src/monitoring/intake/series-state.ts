import { crc32 } from "node:zlib";
import {
  type ByteReader,
  ByteWriter,
  openSeal,
  seal,
  unzigzag,
  zigzag,
} from "../../core/measurement/index.ts";
import type { SeriesState } from "../../core/store/index.ts";
import { type Exponential, type HistogramPoint, MAX_BUCKETS } from "./metrics.ts";

/** What is remembered of the last point of a cumulative series: enough to tell the next one from it. */
export interface EarlierPoint {
  readonly timeNs: number;
  readonly unit: string;
  readonly count: number;
  readonly sum: number | null;
  readonly buckets: EarlierBuckets;
}

export type EarlierBuckets =
  | {
      readonly kind: "explicit";
      /** Stands for the bounds, which are only ever held against others. */
      readonly boundsSum: number;
      readonly bucketCounts: readonly number[];
    }
  | ({ readonly kind: "exponential" } & Pick<
      Exponential,
      "scale" | "zeroCount" | "zeroThreshold" | "positive"
    >);

/** A checksum of a list of numbers: another list has, but once in four milliards, another. */
export function sumOfBounds(bounds: readonly number[]): number {
  const { bounds: last, sum } = lastSum;
  // One point after the other has the same bounds.
  if (bounds.length === last.length && bounds.every((bound, at) => bound === last[at])) return sum;
  lastSum = { bounds, sum: crc32(new Uint8Array(Float64Array.from(bounds).buffer)) };
  return lastSum.sum;
}

let lastSum: { readonly bounds: readonly number[]; readonly sum: number } = {
  bounds: [],
  sum: crc32(new Uint8Array()),
};

const [EXPLICIT, EXPONENTIAL, MILLISECONDS] = [0, 1, 2];

export function encodeState({ timeNs, histogram }: HistogramPoint, unit: string): SeriesState {
  const out = new ByteWriter();
  const isExplicit = histogram.kind === "explicit";
  out.byte((isExplicit ? EXPLICIT : EXPONENTIAL) | (unit === "ms" ? MILLISECONDS : 0));
  out.varint(histogram.count);
  out.double(histogram.sum ?? Number.NaN);
  if (isExplicit) {
    out.varint(sumOfBounds(histogram.explicitBounds));
    writeCounts(out, histogram.bucketCounts);
  } else {
    const { scale, zeroCount, zeroThreshold = 0, positive } = histogram;
    out.varint(zigzag(scale));
    out.varint(zeroCount);
    out.double(zeroThreshold);
    out.varint(zigzag(positive.offset));
    writeCounts(out, positive.bucketCounts);
  }
  return { lastNs: timeNs, state: seal(out.finish()) };
}

/** null: it is damaged, and nobody knows any more what was counted. */
export function decodeState({ lastNs, state }: SeriesState): EarlierPoint | null {
  try {
    return readState(openSeal(state), lastNs);
  } catch {
    return null;
  }
}

function readState(from: ByteReader, timeNs: number): EarlierPoint {
  const flags = from.varint();
  const count = from.varint();
  const sum = from.double();
  return {
    timeNs,
    unit: (flags & MILLISECONDS) !== 0 ? "ms" : "s",
    count,
    sum: Number.isNaN(sum) ? null : sum,
    buckets: (flags & EXPONENTIAL) === 0 ? readExplicit(from) : readExponential(from),
  };
}

const readExplicit = (from: ByteReader): EarlierBuckets => ({
  kind: "explicit",
  boundsSum: from.varint(),
  bucketCounts: readCounts(from),
});

function readExponential(from: ByteReader): EarlierBuckets {
  const [scale, zeroCount] = [unzigzag(from.varint()), from.varint()];
  const zeroThreshold = from.double();
  const positive = { offset: unzigzag(from.varint()), bucketCounts: readCounts(from) };
  return { kind: "exponential", scale, zeroCount, zeroThreshold, positive };
}

function writeCounts(out: ByteWriter, counts: readonly number[]): void {
  out.varint(counts.length);
  out.column(counts.length, (at) => counts[at]!);
}

function readCounts(from: ByteReader): number[] {
  const length = from.varint();
  if (length > MAX_BUCKETS) throw new RangeError(`${length} buckets are more than any point has`);
  return from.column(new Array<number>(length).fill(0));
}
