import { median } from "./median.ts";

/** One measurement of a series; series are in order of time, their spacing may be uneven. */
interface TimedValue {
  readonly atMs: number;
  readonly value: number;
}

export type Series = readonly TimedValue[];

export const MS_PER_HOUR = 3_600_000;

/** What looks at pairs of points looks at no more than so many points, so that it stays quick. */
const MOST_POINTS = 500;

/**
 * A longer series as `most` windows or fewer: neighbours in groups of ⌈n ÷ most⌉, each standing
 * in the middle of its time with its median. A series that is short enough stays as it is.
 */
export const thinned = (series: Series, most = MOST_POINTS): Series =>
  series.length <= most ? series : grouped(series, Math.ceil(series.length / most), median);

/**
 * A series as short stretches, which remember less of one another than its values do: five values
 * each, fewer where that gave less than twenty stretches, more where it gave more than 500.
 */
export const condensed = (
  series: Series,
  standFor: (values: readonly number[]) => number,
): Series => {
  const few = Math.min(5, Math.floor(series.length / 20));
  return grouped(series, Math.max(1, few, Math.ceil(series.length / MOST_POINTS)), standFor);
};

/** Whole groups of `size` neighbours, each as one point in the middle of its time; what is left at the start is let go. */
function grouped(
  series: Series,
  size: number,
  standFor: (values: readonly number[]) => number,
): Series {
  const points: TimedValue[] = [];
  for (let end = series.length; end >= size; end -= size) {
    const group = series.slice(end - size, end);
    points.push({
      atMs: group.reduce((sum, { atMs }) => sum + atMs, 0) / size,
      value: standFor(group.map(({ value }) => value)),
    });
  }
  return points.reverse();
}

export const valuesOf = (series: Series): readonly number[] => series.map(({ value }) => value);
