import type { DocumentWords } from "./document/document-words.ts";
import { MOST_PROBLEMS } from "./document/limits.ts";
import { locateProblems } from "./document/locate-problems.ts";
import { parseDocument } from "./document/parse-document.ts";
import type { BrokenRule, Problem } from "./problem.ts";
import type { DocumentShape } from "./shape/document-shape.ts";
import { findMisfits } from "./shape/find-misfits.ts";

/** A kind of document that is read the way contracts are. */
export interface DocumentForm<T> extends DocumentShape<T>, DocumentWords {
  /** What is wrong although the shape fits. */
  check(value: T): readonly BrokenRule[];
}

type ValueReading<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "misfits"; readonly misfits: readonly BrokenRule[] };

type DocumentReading<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/** Reads a value that a program made; all that is wrong with it comes back at once. */
export function readValue<T>(plain: unknown, form: DocumentForm<T>): ValueReading<T> {
  const parsed = form.schema.safeParse(plain);
  const misfits = parsed.success ? form.check(parsed.data) : findMisfits(plain, form);
  return parsed.success && misfits.length === 0
    ? { kind: "value", value: parsed.data }
    : { kind: "misfits", misfits: misfits.slice(0, MOST_PROBLEMS) };
}

/** The same for a text of YAML, with lines and columns. Takes any text and never throws. */
export function readDocument<T>(text: string, form: DocumentForm<T>): DocumentReading<T> {
  const parsed = parseDocument(text, form);
  const reading = parsed.plain === null ? null : readValue(parsed.plain, form);
  if (reading?.kind === "value" && parsed.faults.length === 0) return reading;
  const misfits = reading?.kind === "misfits" ? reading.misfits : [];
  return { kind: "problems", problems: locateProblems(parsed, misfits) };
}
