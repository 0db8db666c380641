/** A stretch of an open load: the rate goes straight from one value to the other. */
export interface Stage {
  /** Requests a second. */
  readonly from: number;
  /** The same as `from` for a steady load. */
  readonly to: number;
  readonly durationMs: number;
}

export const totalMs = (stages: readonly Stage[]): number =>
  stages.reduce((sum, { durationMs }) => sum + durationMs, 0);

/** How many requests the stages ask for, as the area below the rate. */
export const areaOf = (stages: readonly Stage[]): number =>
  stages.reduce((sum, stage) => sum + areaOfStage(stage), 0);

const areaOfStage = ({ from, to, durationMs }: Stage): number =>
  ((from + to) / 2) * (durationMs / 1000);

/**
 * Walks up the cumulated load N(t) = ∫ rate: answers for growing areas the time in milliseconds
 * at which N reaches each; Infinity beyond the end.
 */
export function climb(stages: readonly Stage[]): (area: number) => number {
  let stage = 0;
  let areaBefore = 0;
  let beforeMs = 0;
  return (area) => {
    for (; stage < stages.length; stage++) {
      const current = stages[stage]!;
      const size = areaOfStage(current);
      if (area < areaBefore + size) return beforeMs + timeWithin(current, area - areaBefore);
      areaBefore += size;
      beforeMs += current.durationMs;
    }
    return Number.POSITIVE_INFINITY;
  };
}

/** Solves from·t + (to − from)·t² ÷ 2T = area, in the form that stays exact when the ramp is flat. */
function timeWithin({ from, to, durationMs }: Stage, area: number): number {
  const slope = (to - from) / (durationMs / 1000);
  const root = Math.sqrt(Math.max(0, from * from + 2 * slope * area));
  return from + root === 0 ? 0 : ((2 * area) / (from + root)) * 1000;
}
