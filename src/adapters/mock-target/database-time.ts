import type { DurationMetric } from "../../monitoring/index.ts";

/** The histogram in which OpenTelemetry's conventions for database clients keep each operation's time. */
export const DATABASE_METRIC = "db.client.operation.duration";

/** Adds up how long an add-on's database operations took, from the metrics that it sends. */
export interface DatabaseTime {
  /** Milliseconds so far; null while none is known. */
  readonly totalMs: number | null;
  add(metrics: readonly DurationMetric[]): void;
}

type Point = NonNullable<ReturnType<DurationMetric["points"]["at"]>>;

export function databaseTime(): DatabaseTime {
  /** Of cumulative series: what the last point said. */
  const lastMs = new Map<string, number>();
  let totalMs: number | null = null;

  function added(metric: DurationMetric, point: Point): number {
    const sumMs = (point.histogram.sum ?? 0) * (metric.unit === "ms" ? 1 : 1000);
    if (metric.temporality === "delta") return sumMs;
    const series = seriesOf(metric, point);
    const before = lastMs.get(series) ?? 0;
    lastMs.set(series, sumMs);
    // A sum that went down began anew.
    return sumMs >= before ? sumMs - before : sumMs;
  }
  return {
    get totalMs() {
      return totalMs;
    },
    add(metrics) {
      for (const metric of metrics)
        for (const point of metric.points)
          if (!point.noRecordedValue) totalMs = (totalMs ?? 0) + added(metric, point);
    },
  };
}

const seriesOf = ({ resource }: DurationMetric, { attributes }: Point): string =>
  JSON.stringify([resource, attributes].map((each) => [...each].sort()));
