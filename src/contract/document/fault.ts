import type { Path } from "../problem.ts";

/** What is wrong with the text itself, and at which character. Faults are always errors. */
export interface Fault {
  readonly rule: string;
  readonly offset: number;
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}
