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

/** Each section that fits; none where the map that holds them is no map. */
function readEach<Schemas extends Readonly<Record<string, z.ZodType>>>(
  schemas: Schemas,
  map: unknown,
): { [Name in keyof Schemas]?: z.output<Schemas[Name]> } {
  if (typeof map !== "object" || map === null || Array.isArray(map)) return {};
  const fitting = Object.entries(schemas).flatMap(([name, schema]) => {
    const parsed = schema.safeParse((map as Record<string, unknown>)[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(fitting);
}

/** Hours without a zone are meant in the add-on's own. */
const inZone = (support: WrittenSupport, timeZone: string): Support => ({
  ...support,
  hours: { ...support.hours, zone: support.hours.zone ?? timeZone },
});
