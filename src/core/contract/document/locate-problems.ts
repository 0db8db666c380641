import { type BrokenRule, type Problem, pathText, type Severity } from "../problem.ts";
import type { ShapeFinding } from "../shape/shape-finding.ts";
import type { ParsedDocument } from "./parse-document.ts";
import { offsetOf } from "./places.ts";

/** Something that is wrong, at the key or the value that its path names. */
type Found = BrokenRule & {
  readonly severity?: Severity;
  readonly part?: ShapeFinding["part"];
};

/**
 * All that is wrong with a document, with lines and columns, in the order of the text: what the text
 * itself gets wrong, what does not fit, and what else was found. A value that the text itself gets wrong is
 * not complained of as one that does not fit, too.
 */
export function locateProblems(
  { places, faults, positionOf }: Pick<ParsedDocument, "places" | "faults" | "positionOf">,
  misfits: readonly Found[],
  others: readonly Found[] = [],
): readonly Problem[] {
  const reported = new Set(faults.map(({ path }) => pathText(path)));
  const problem = (found: Found, offset: number): Problem => {
    const { severity = "error", rule, path, message, hint } = found;
    return { severity, rule, ...positionOf(offset), path: pathText(path), message, hint };
  };
  const located = (found: Found) => problem(found, offsetOf(places, found.path, found.part));
  return [
    ...faults.map((fault) => problem(fault, fault.offset)),
    ...misfits.filter(({ path }) => !reported.has(pathText(path))).map(located),
    ...others.map(located),
  ].toSorted((a, b) => a.line - b.line || a.column - b.column);
}
