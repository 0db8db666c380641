import { z } from "zod";
import { publicPlan } from "./public-plan.ts";
import { recordSchema } from "./record-schema.ts";
import { RECORD_FORMAT, type RunRecord } from "./run-record.ts";

/** The record as the text of its file: one line of JSON. The same record gives the same text. */
export function encodeRun({ run, judgement }: RunRecord): string {
  const shown = { ...run, plan: publicPlan(run.plan) };
  const document = z.encode(recordSchema, { format: RECORD_FORMAT, judgement, run: shown });
  return `${JSON.stringify(document)}\n`;
}
