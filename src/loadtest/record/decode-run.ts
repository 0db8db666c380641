import type { z } from "zod";
import { liftRun } from "./lift-run.ts";
import { planHash } from "./plan-hash.ts";
import { recordSchema } from "./record-schema.ts";
import { EARLIER_FORMAT, RECORD_FORMAT, type RunRecord } from "./run-record.ts";

export type RecordReading =
  | { readonly kind: "record"; readonly record: RunRecord }
  /** Sentences that say what is wrong with the text, and where. */
  | { readonly kind: "refused"; readonly problems: readonly string[] };

/** A soak of a day over dozens of steps stays far below. */
const MAX_CHARACTERS = 2 ** 27;
/** Whoever sees this many knows that the file is not what they thought. */
const MAX_PROBLEMS = 20;

/** Reads a record's file. Whatever the text, it answers; a damaged or foreign file is refused. */
export function decodeRun(text: string): RecordReading {
  if (text.length > MAX_CHARACTERS)
    return refused([
      `It has ${text.length} characters; a run record has ${MAX_CHARACTERS} at most.`,
    ]);
  const document = parsed(text);
  if (document === NOT_JSON) return refused(["It is not JSON: the file is damaged or cut off."]);
  const format = formatOf(document);
  if (format !== RECORD_FORMAT && format !== EARLIER_FORMAT) return refused([foreign(format)]);
  const current = format === EARLIER_FORMAT ? liftRun(document as object) : document;
  const reading = recordSchema.safeDecode(current as z.input<typeof recordSchema>);
  if (!reading.success) return refused(reading.error.issues.map(sentenceOf));
  const { run, judgement } = reading.data;
  return hashOf(run.plan) === run.planHash
    ? { kind: "record", record: { run, judgement } }
    : refused(["run.planHash: The plan is not the one with this hash; one of them was changed."]);
}

const refused = (problems: readonly string[]): RecordReading => ({
  kind: "refused",
  problems: problems.slice(0, MAX_PROBLEMS),
});

const NOT_JSON = Symbol();

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

const formatOf = (document: unknown): unknown =>
  typeof document === "object" && document !== null && "format" in document
    ? document.format
    : undefined;

const foreign = (format: unknown): string =>
  typeof format === "string" && format.startsWith("plimsoll-run/")
    ? `format: It is a run record of another version; this one reads "${RECORD_FORMAT}" and "${EARLIER_FORMAT}".`
    : `format: It is no run record: "${RECORD_FORMAT}" is not its format.`;

const sentenceOf = ({ path, message }: z.core.$ZodIssue): string => `${placeOf(path)}: ${message}`;

const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .reduce<string>(
      (place, key) => (typeof key === "number" ? `${place}[${key}]` : `${place}.${String(key)}`),
      "",
    )
    .slice(1) || "record";

/** A plan that JSON can hold but no hash can be made of is no plan of ours. */
function hashOf(plan: RunRecord["run"]["plan"]): string | null {
  try {
    return planHash(plan);
  } catch {
    return null;
  }
}
