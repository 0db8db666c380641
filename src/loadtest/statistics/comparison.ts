/** What one version does against another, for one figure; `base` is the one that is known. */
export interface Comparison {
  /** Of the objective or the resource. */
  readonly name: string;
  /** Pairs of runs that could be compared. */
  readonly pairs: number;
  /** The geometric means over the runs; null without any. */
  readonly base: number | null;
  readonly candidate: number | null;
  /** Candidate ÷ base. */
  readonly ratio: number | null;
  /** 95 % intervals of the ratio, and of candidate − base in the figure's own unit; null of too few pairs. */
  readonly ratioInterval: readonly [low: number, high: number] | null;
  readonly differenceInterval: readonly [low: number, high: number] | null;
  /** The chance that a candidate within the margin looks as bad, adjusted for all that were compared. */
  readonly p: number;
  /**
   * `regression`: worse by more than the margin; `none`: not worse by more than that, whatever the
   * chance; `insufficient`: too few pairs of runs, or too few requests, to say either.
   */
  readonly verdict: "regression" | "none" | "insufficient";
  /** Standard deviation of the pairs' log ratios; null of fewer than two. */
  readonly scatter: number | null;
  /** How many pairs more would settle it; null: it is settled, or more of the same would not. */
  readonly needed: number | null;
}

/** The two versions' runs that followed each other, so that they share the machine's mood. */
export interface Pair<T> {
  readonly base: T;
  readonly candidate: T;
}

/** Growth that is nobody's concern, as a share: 0.05. */
export type Margin = number;

/** Below this the chance that a version stayed within the margin is no longer believed; one-sided. */
export const REGRESSION_CHANCE = 0.025;

/** With fewer pairs chance alone explains too much. */
export const LEAST_PAIRS = 5;
