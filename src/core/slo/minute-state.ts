/** What one UTC minute of one scope was. A number, so that a day is 1,440 bytes. */
export type MinuteState = 0 | 1 | 2 | 3 | 4;

/** Not part of the account: before watching began, not over yet, or outside the period. */
export const OUTSIDE = 0;
/** Announced maintenance within notice and allowance, or a proven outage of the host. */
export const EXCLUDED = 1;
/** Nothing was measured, or the outcome of what was measured is not known. */
export const UNKNOWN = 2;
export const DOWN = 3;
export const UP = 4;

export const STATES = 5;

/** Far below one event in a million million, far above the last bit of a float. */
const FLOAT_SLACK = 1e-12;

/**
 * A minute with events is down when more than the promised share of them failed; unknown where that
 * depends on events whose outcome is not known.
 */
export function stateOf(
  { events, bad, undecided = 0 }: MinuteEvents,
  downWhenFailing: number,
): MinuteState {
  if (events === 0) return UNKNOWN;
  const isDownWith = (failed: number) => failed / events > downWhenFailing + FLOAT_SLACK;
  if (isDownWith(bad)) return DOWN;
  return isDownWith(bad + undecided) ? UNKNOWN : UP;
}

interface MinuteEvents {
  readonly events: number;
  readonly bad: number;
  readonly undecided?: number;
}

/** Whether a share keeps a target; equal is kept, whatever the last bit of a float says. */
export const reaches = (share: number, target: number): boolean => share >= target - FLOAT_SLACK;

/**
 * What places make of one path together: DOWN where it failed at as many as must agree, UP where it is
 * known at as many, else UNKNOWN. `known`: places that can say, those at which it failed included.
 */
export function agreedState(failed: number, known: number, agree: number): MinuteState {
  if (failed >= agree) return DOWN;
  return known >= agree ? UP : UNKNOWN;
}
