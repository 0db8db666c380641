import type { KneeFinding } from "../model/index.ts";

/** How a knee is looked for. Rates are sessions a second. */
export interface KneeOptions {
  readonly startRate: number;
  /** No load is held above it. */
  readonly mostRate: number;
  /** From one load to the next while all is well. */
  readonly growth: number;
  /** How far apart the two ends of the answer may be, as a share; 0.001 at least. */
  readonly precision: number;
  /** Times that each end must show again what it showed. */
  readonly confirmations: number;
  /** Loads after which the search ends, settled or not. */
  readonly mostLoads: number;
}

export const usualKneeSearch = {
  growth: 1.25,
  precision: 0.05,
  confirmations: 3,
  mostLoads: 60,
} as const satisfies Partial<KneeOptions>;

export type KneeStep =
  | {
      readonly kind: "hold";
      readonly rate: number;
      readonly why: "climb" | "descend" | "bisect" | "confirm" | "repeat";
      /** The load before broke the system: it comes back to rest first. */
      readonly afterRest: boolean;
    }
  | {
      readonly kind: "done";
      /** `invalid`: the injector reached its own end before the system did. */
      readonly verdict: "found" | "insufficient" | "invalid";
      readonly finding: KneeFinding;
      readonly reasons: readonly string[];
    };
