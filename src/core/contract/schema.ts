import * as z from "zod";
import { addon } from "./sections/addon.ts";
import { operations } from "./sections/operations.ts";
import { sla } from "./sections/sla.ts";

/** The one source of what a contract may hold: it reads documents and makes the JSON Schema. */
export const documentSchema = z
  .strictObject({
    plimsoll: z.literal(1).meta({ description: "Version of this format.", examples: [1] }),
    addon,
    sla: z.strictObject(sla).meta({ description: "Public: published exactly as written." }),
    operations: z
      .strictObject(operations)
      .prefault({})
      .meta({ description: "Private: never leaves the vendor." }),
  })
  .meta({ title: "Plimsoll contract" });

/** How problems with a contract are worded. */
export const contractShape = { noun: "contract", schema: documentSchema } as const;

/** The sections by where they stand; each can be read where others cannot. */
export const sectionSchemas = { top: { addon }, sla, operations };
