import * as z from "zod";
import { documentSchema } from "./schema.ts";

/** The JSON Schema (draft 2020-12) of a contract as it is written, for editors. */
export const jsonSchema = (): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(documentSchema, { io: "input", target: "draft-2020-12" });
