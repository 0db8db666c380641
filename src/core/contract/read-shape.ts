import type * as z from "zod";
import type { Contract, Support } from "./contract.ts";
import { freezeDeep } from "./freeze-deep.ts";
import { documentSchema, sectionSchemas } from "./schema.ts";
import type { Sections } from "./sections.ts";

type Document = z.output<typeof documentSchema>;
type WrittenSupport = NonNullable<Document["sla"]["support"]>;

/** Plain values → the frozen contract; null where they do not fit its shape. */
export function readShape(plain: unknown): Contract | null {
  const parsed = documentSchema.safeParse(plain);
  if (!parsed.success) return null;
  const { addon, sla, operations } = parsed.data;
  const support = sla.support && inZone(sla.support, addon.timeZone);
  return freezeDeep({ addon, sla: { ...sla, support }, operations });
}

/** The sections of a broken document that fit all the same, so that rules can look at those. */
export function readSections(plain: Readonly<Record<string, unknown>>): Partial<Sections> {
  const { top, sla, operations } = sectionSchemas;
  const { support, ...others } = {
    ...readEach(top, plain),
    ...readEach(sla, plain.sla),
    ...readEach(operations, plain.operations ?? {}),
  };
  if (support === undefined) return others;
  const timeZone = others.addon?.timeZone ?? "UTC";
  return { ...others, support: support && inZone(support, timeZone) };
}

/** Each section as far as it fits; none where the map that holds them is no map. */
function readEach<Schemas extends Readonly<Record<string, z.ZodType>>>(
  schemas: Schemas,
  map: unknown,
): { [Name in keyof Schemas]?: z.output<Schemas[Name]> } {
  if (typeof map !== "object" || map === null || Array.isArray(map)) return {};
  const fitting = Object.entries(schemas).flatMap(([name, schema]) => {
    const rounds = STANDING_FOR_THEMSELVES.has(name) ? MOST_ROUNDS : 1;
    const read = readFitting(schema, (map as Record<string, unknown>)[name], rounds);
    return read === null ? [] : [[name, read.value]];
  });
  return Object.fromEntries(fitting);
}

/** Sections in which one slip need not hide another: no rule speaks of an entry that is missing there. */
const STANDING_FOR_THEMSELVES = new Set(["responseTime", "lifecycle"]);
/** Each round takes out what the last one left broken; these sections are two entries deep. */
const MOST_ROUNDS = 3;

/** A section, after the first round without the entries that do not fit; null where too little is left. */
function readFitting(
  schema: z.ZodType,
  written: unknown,
  rounds: number,
): { readonly value: unknown } | null {
  let value = written;
  for (let round = 0; round < rounds; round++) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data };
    const misfits = parsed.error.issues.flatMap(entriesOf);
    if (misfits.some((path) => path.length === 0)) return null;
    value = misfits.reduce(withoutEntry, value);
  }
  return null;
}

const entriesOf = (issue: z.core.$ZodIssue): readonly PropertyKey[][] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => [...issue.path, key])
    : [[...issue.path]];

/** Entries of lists stay: what is left of one would count as another. */
function withoutEntry(value: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { [key as string]: entry, ...others } = value as Record<string, unknown>;
  if (rest.length === 0 || entry === undefined) return others;
  return { ...others, [key as string]: withoutEntry(entry, rest) };
}

/** Hours without a zone are meant in the add-on's own. */
const inZone = (support: WrittenSupport, timeZone: string): Support => ({
  ...support,
  hours: { ...support.hours, zone: support.hours.zone ?? timeZone },
});
