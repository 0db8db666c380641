/**
 * What a change does to the promise, seen by customers. `unordered`: the two promises differ and
 * neither is more than the other, so a person has to look.
 */
export type Effect = "weaker" | "stronger" | "neutral" | "unordered";

/** One difference between two versions of a contract. */
export interface Change {
  /** `sla.responseTime.ui.p95` */
  readonly path: string;
  readonly effect: Effect;
  /** As a person reads it: "99.9 %"; null where it was not there. */
  readonly before: string | null;
  /** null where it is there no longer. */
  readonly after: string | null;
  /** Where there is no order it says what each side allows. */
  readonly sentence: string;
}
