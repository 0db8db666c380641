import { z } from "zod";
import type { Run } from "../model/index.ts";
import { phase, resourceSample } from "./figures-schema.ts";
import { judgement } from "./judgement-schema.ts";
import { plan } from "./plan-schema.ts";
import { RECORD_FORMAT, type RunRecord } from "./run-record.ts";
import { count, figure, text } from "./values-schema.ts";

const run: z.ZodType<Run> = z.object({
  id: text,
  plan,
  planHash: z.string().regex(/^[\da-f]{64}$/, "It is no SHA-256 in hex."),
  release: text.nullable(),
  startedMs: count,
  floor: z
    .object({
      offered: figure,
      p50Ms: figure.nullable(),
      p99Ms: figure.nullable(),
      reasons: z.array(text),
    })
    .nullable(),
  phases: z.array(phase),
  resources: z.array(resourceSample),
  interrupted: z.boolean(),
});

/** Reads and writes the document of docs/run-record.md; fields that it does not name are left out. */
export const recordSchema: z.ZodType<RunRecord & { readonly format: typeof RECORD_FORMAT }> =
  z.object({ format: z.literal(RECORD_FORMAT), judgement, run });
