import type { PlacedSlot } from "../../core/measurement/index.ts";
import type { DecodedMetrics } from "./decoded-metrics.ts";
import {
  type DurationMetric,
  FORMER_METRIC,
  type HistogramPoint,
  type NumberMetric,
  PRESENT_METRIC,
  UnreadablePoint,
} from "./metrics.ts";
import { RequestTally } from "./request-tally.ts";
import { senderKey, seriesKeys } from "./series-key.ts";

/** A point that is about to be taken in. */
export interface WaitingPoint {
  readonly metric: WaitingMetric;
  /** null: it cannot be read, and `error` says why. */
  readonly point: HistogramPoint | null;
  readonly error: string;
  /** The key of its series; null where it belongs to none. */
  readonly series: string | null;
}

export interface WaitingMetric extends DurationMetric {
  /** Who reports under this name, and under that of the other generation, as keys. */
  readonly sender: string;
  readonly otherSender: string;
}

/** As many buckets cost as much time as a point does by itself. */
const BUCKETS_A_POINT = 64;

/** A request that is taken in part by part. */
export class WaitingRequest {
  readonly id: string;
  /** What came of it so far. */
  readonly tally = new RequestTally();
  /** What it tells of resources, which is read as a whole before the rest. */
  readonly numbers: readonly NumberMetric[];
  readonly #metrics: readonly DurationMetric[];
  #measured: readonly PlacedSlot[] | null = null;
  #metric = 0;
  #point = 0;
  #taken = 0;
  #open: { metric: WaitingMetric; keyOf: (point: HistogramPoint) => string } | null = null;

  constructor(
    id: string,
    { metrics, numbers, unread }: DecodedMetrics & { readonly kind: "decoded" },
  ) {
    this.id = id;
    this.numbers = numbers;
    for (const metric of unread) this.tally.leave(metric);
    // Where both generations tell of the same requests, the present one is the more exact.
    this.#metrics = [PRESENT_METRIC, FORMER_METRIC].flatMap((name) =>
      metrics.filter((metric) => metric.name === name && metric.points.length > 0),
    );
  }

  /** How many of its points were handed out. */
  get taken(): number {
    return this.#taken;
  }

  get isFinished(): boolean {
    return this.#measured === null && this.#metric === this.#metrics.length;
  }

  /** Has slots handed out with its next points. */
  measure(slots: readonly PlacedSlot[]): void {
    if (slots.length > 0) this.#measured = slots;
  }

  /** What was measured of resources, once; it counts as one point. */
  takeMeasured(): readonly PlacedSlot[] | null {
    const measured = this.#measured;
    this.#measured = null;
    if (measured !== null) this.#taken++;
    return measured;
  }

  /** The next points, decoded; fewer than `most` where they are large. */
  next(most: number): WaitingPoint[] {
    const points: WaitingPoint[] = [];
    for (let cost = 0; cost < most && !this.isFinished; ) {
      const point = this.#nextPoint();
      points.push(point);
      cost += costOf(point);
    }
    this.#taken += points.length;
    return points;
  }

  #nextPoint(): WaitingPoint {
    this.#open ??= openMetric(this.#metrics[this.#metric]!);
    const { metric, keyOf } = this.#open;
    const at = this.#point++;
    if (this.#point === metric.points.length) {
      this.#metric++;
      this.#point = 0;
      this.#open = null;
    }
    try {
      const point = metric.points.at(at)!;
      const isSeries = metric.temporality === "cumulative" && !point.noRecordedValue;
      return { metric, point, error: "", series: isSeries ? keyOf(point) : null };
    } catch (error) {
      if (!(error instanceof UnreadablePoint)) throw error;
      return { metric, point: null, error: error.message, series: null };
    }
  }
}

function openMetric(metric: DurationMetric) {
  const { resource, name } = metric;
  const other = name === PRESENT_METRIC ? FORMER_METRIC : PRESENT_METRIC;
  return {
    metric: {
      ...metric,
      sender: senderKey(resource, name),
      otherSender: senderKey(resource, other),
    },
    keyOf: seriesKeys(metric),
  };
}

function costOf({ point }: WaitingPoint): number {
  if (point === null) return 1;
  const { histogram } = point;
  const buckets =
    histogram.kind === "explicit"
      ? histogram.explicitBounds.length + histogram.bucketCounts.length
      : histogram.positive.bucketCounts.length;
  return 1 + buckets / BUCKETS_A_POINT;
}
