import * as z from "zod";
import type { Statement } from "../core/slo/index.ts";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const isStatement = (value: unknown): boolean => {
  const { period, objectives, days } = (value ?? {}) as Partial<Statement>;
  return typeof period?.name === "string" && Array.isArray(objectives) && Array.isArray(days);
};

const sealed = z.object({
  /** "2027-01" */
  period: z.string(),
  /** From 1: a month in which the promise changed has a statement for each version of it. */
  part: z.int().positive(),
  /** As it was published last, without the names of tenants. */
  statement: z.custom<Statement>(isStatement, "is no statement"),
  /** The seal over it, its key and signature; see `SignedSeal`. */
  seal: z.object({
    period: z.string(),
    head: z.object({ seq: z.int(), hash: z.string() }),
    statement: z.string(),
  }),
  publicKey: z.string(),
  signature: z.string(),
});

export const monthSealed: EntryType<z.infer<typeof sealed>> = {
  type: "month.sealed",
  about: "The figures of a month that is over are final; the seal signs its statement.",
  subject: "month/MONTH/PART",
  isPublic: true,
  schema: sealed,
  subjectOf: ({ period, part }) => `month/${period}/${part}`,
};

/** The statements of every month that was sealed, oldest month first. */
export const sealedStatements: Fold<readonly Statement[]> = {
  name: "sealed-statements",
  initial: [],
  reduce(statements, entry) {
    const data = readEntry(monthSealed, entry);
    if (data === null) return statements;
    return [...statements, data.statement].sort((a, b) => a.period.fromMs - b.period.fromMs);
  },
};
