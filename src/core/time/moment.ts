import type { Clock } from "./clock.ts";

/** A moment as both clocks read it, so that its age is true though the wall clock was set since. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly monotonicMs: number;
}

type Clocks = Pick<Clock, "nowMs" | "monotonicMs">;

export const momentOf = (clock: Clocks): Moment => ({
  atMs: clock.nowMs(),
  monotonicMs: clock.monotonicMs(),
});

/** How long ago a moment was; never negative. */
export const ageMs = ({ monotonicMs }: Moment, clock: Clocks): number =>
  clock.monotonicMs() - monotonicMs;

/** When a moment was by the wall clock as it is set now, in epoch milliseconds. */
export function presentMs({ atMs, monotonicMs }: Moment, clock: Clocks): number {
  const setByMs = clock.nowMs() - clock.monotonicMs() - (atMs - monotonicMs);
  return Math.abs(setByMs) < SLEWED_MS ? atMs : atMs + setByMs;
}

/** What a clock that is kept in time gains or loses unseen. */
const SLEWED_MS = 1000;
