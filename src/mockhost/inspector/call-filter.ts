import { z } from "zod";

/** An empty field of a form asks for nothing. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** Which lines of the journal are wanted, from a query. */
export const callFilter = z
  .strictObject({
    clientKey: optional(z.string().max(100)),
    direction: optional(z.enum(["to-addon", "to-host"])),
    kind: optional(z.string().max(40)),
    refusedOnly: optional(z.enum(["true", "false"]).transform((value) => value === "true")),
    after: optional(z.coerce.number().int().min(0)),
    limit: optional(z.coerce.number().int().min(1).max(5_000)),
  })
  .transform((asked) => {
    const given = Object.entries(asked).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given) as {
      [K in keyof typeof asked]?: NonNullable<(typeof asked)[K]>;
    };
  });
