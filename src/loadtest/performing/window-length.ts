/** A run has some hundreds of windows at most, however long it is. */
const MOST_WINDOWS = 600;

/** Whole seconds. */
export const windowMsOf = (durationMs: number): number =>
  Math.max(1, Math.ceil(durationMs / MOST_WINDOWS / 1000)) * 1000;
