import * as z from "zod";
import type { SchemaNode } from "./schema-node.ts";

/** What a document may hold, and what problems call it. */
export interface DocumentShape<T> {
  /** "contract", "scenario file" */
  readonly noun: string;
  readonly schema: z.ZodType<T>;
}

/** The schema as it is written, from which problems take their words. */
export const schemaRoot = ({ schema }: DocumentShape<unknown>): SchemaNode =>
  z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" }) as SchemaNode;
