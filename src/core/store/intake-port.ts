import type { PlacedSlot } from "../measurement/index.ts";

/**
 * What must be remembered of metrics that come in so that each of them counts once: how far a
 * request was taken in already, and what the last point of a cumulative series said. It is kept in
 * the same transaction as the slots that it stands for. Keys are made by `intakeKey`.
 */
export interface IntakeStore {
  /**
   * Looks up what is known, lets `decide` say what it comes to, and keeps all of that or nothing.
   * Nobody else changes meanwhile what was looked up. `decide` may be asked more than once, of which
   * the last answer counts; it must change nothing itself.
   */
  update(asked: IntakeKeys, decide: (known: IntakeKnown) => IntakeChange): Promise<void>;
  kept(): Promise<IntakeKept>;
  /** Forgets requests up to that number, and series whose last point is older; may run at any time. */
  forget(old: { readonly requestsUpTo: number; readonly seriesBeforeNs: number }): Promise<void>;
}

export interface IntakeKeys {
  readonly requests: readonly string[];
  readonly series: readonly string[];
}

/** What is not in a map was never heard of, or is forgotten. */
export interface IntakeKnown {
  /** How many points of a request were taken in, from its first on. */
  readonly requests: ReadonlyMap<string, number>;
  readonly series: ReadonlyMap<string, SeriesState>;
  /** How many series are remembered in all; where several processes share a store, about. */
  readonly seriesKept: number;
  /** A series that is not known, and began later than this, has never been heard of. 0: nothing was ever forgotten. */
  readonly forgottenUntilNs: number;
}

export interface SeriesState {
  /** The time of its last point, in nanoseconds since 1970 as far as a double holds them. */
  readonly lastNs: number;
  /** What that point said, in a form that only its reader knows. */
  readonly state: Uint8Array;
}

export interface IntakeChange {
  readonly slots: readonly PlacedSlot[];
  /** Takes the place of what was known of these. */
  readonly requests: ReadonlyMap<string, number>;
  readonly series: ReadonlyMap<string, SeriesState>;
}

interface IntakeKept {
  readonly series: number;
  /** The number of the newest request; they are numbered in the order in which they came. */
  readonly newestRequest: number;
}
