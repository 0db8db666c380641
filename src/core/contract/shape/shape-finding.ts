import type { BrokenRule } from "../problem.ts";

/** Something that does not fit the shape of its document. */
export interface ShapeFinding extends BrokenRule {
  readonly rule: "shape.unknown-key" | "shape.missing" | "shape.wrong-type" | "shape.wrong-value";
  /** Whether the key or its value is to be looked at. */
  readonly part: "key" | "value";
}
