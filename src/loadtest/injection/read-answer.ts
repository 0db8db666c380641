import type { Extraction } from "../model/index.ts";
import type { RequestTemplate } from "./request-template.ts";

/** Of an answer what its step asked to be kept; "" where it asked for nothing. */
export interface ReceivedAnswer {
  /** Header lines. */
  readonly head: string;
  /** Its beginning, where it is very long. */
  readonly body: string;
}

/** What is wrong with a whole answer: its status, by its number, or what it says. */
export type AnswerFault = `status-${number}` | "check-failed" | "take-failed";

/**
 * What is wrong with an answer's status. Without any that are named, right are 200 to 299: nobody
 * follows a redirect, neither the host nor the injector, so one brings nothing that was asked for.
 */
export function faultOfStatus(
  status: number,
  expected: readonly number[] | null,
): AnswerFault | null {
  const isRight = expected === null ? status >= 200 && status <= 299 : expected.includes(status);
  return isRight ? null : `status-${status}`;
}

/** What is wrong with an answer to a step; null: nothing. */
export function faultOfAnswer(
  { statuses, contains }: Pick<RequestTemplate, "statuses" | "contains">,
  status: number,
  { body }: ReceivedAnswer,
): AnswerFault | null {
  const fault = faultOfStatus(status, statuses);
  if (fault !== null) return fault;
  return contains.every((text) => body.includes(text)) ? null : "check-failed";
}

/** Reads what a session takes of an answer into `taken`; false when something is not there. */
export function takeFrom(
  answer: ReceivedAnswer,
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
