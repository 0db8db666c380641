import type { Extraction } from "../workload/workload.ts";
import type { StepForm } from "./work-form.ts";

/** Of an answer what its step asked to be kept; "" where it asked for nothing. */
export interface KeptAnswer {
  /** Header lines. */
  readonly head: string;
  /** Its beginning, where it is very long. */
  readonly body: string;
}

/** What is wrong with a whole answer, beside its status. */
export type AnswerFault = "check-failed" | "take-failed";

/** Whether an answer is as its step wants it; an answer of status 400 and above never gets here. */
export function faultOfAnswer(
  { checks }: StepForm,
  status: number,
  { body }: KeptAnswer,
): AnswerFault | null {
  for (const check of checks) {
    const isFit =
      check.kind === "status" ? check.is.includes(status) : body.includes(check.contains);
    if (!isFit) return "check-failed";
  }
  return null;
}

/** Reads what a session takes of an answer into `taken`; false when something is not there. */
export function takeFrom(
  answer: KeptAnswer,
  extractions: readonly Extraction[],
  patterns: ReadonlyMap<Extraction, RegExp>,
  taken: Map<string, string>,
): boolean {
  for (const extraction of extractions) {
    const { name, from, header = "" } = extraction;
    const text = from === "body" ? answer.body : fieldOf(answer.head, header);
    const found = text === null ? null : patterns.get(extraction)!.exec(text);
    if (found === null) return false;
    taken.set(name, found[1] ?? found[0]);
  }
  return true;
}

/** A header's value; of several, joined as one. null: there is none. */
function fieldOf(head: string, name: string): string | null {
  const start = `${name.toLowerCase()}:`;
  const values = head
    .split(/\r?\n/)
    .filter((line) => line.slice(0, start.length).toLowerCase() === start)
    .map((line) => line.slice(start.length).trim());
  return values.length === 0 ? null : values.join(", ");
}
