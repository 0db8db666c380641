/** The add-on at one moment after a load ended. */
export interface RestMoment {
  /** Since the load ended. */
  readonly atMs: number;
  readonly inFlight: number;
  /** Processor time used since the moment before, as a share of one core; null: not known. */
  readonly cpu: number | null;
}

/** How it was before any load came. */
export type Baseline = Pick<RestMoment, "inFlight" | "cpu">;

/** Share of a core by which the processor may be busier than before. */
const CPU_SLACK = 0.05;
/** Moments in a row that make it rest, and not a pause. */
const IN_A_ROW = 3;

/** When the add-on came back to rest after a load, in milliseconds; null: not yet. */
export function restedAfterMs(moments: readonly RestMoment[], baseline: Baseline): number | null {
  const isAtRest = ({ inFlight, cpu }: RestMoment) =>
    inFlight <= baseline.inFlight &&
    (cpu === null || baseline.cpu === null || cpu <= baseline.cpu + CPU_SLACK);
  const at = moments.findIndex((_, from) => {
    const row = moments.slice(from, from + IN_A_ROW);
    return row.length === IN_A_ROW && row.every(isAtRest);
  });
  return moments[at]?.atMs ?? null;
}
