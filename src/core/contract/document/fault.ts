import type { BrokenRule } from "../problem.ts";

/** What is wrong with the text itself, and at which character. Faults are always errors. */
export interface Fault extends BrokenRule {
  readonly offset: number;
}
