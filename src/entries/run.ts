import * as z from "zod";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const verdict = z.enum(["met", "missed", "insufficient"]);

const judged = z.object({
  id: z.string().min(1),
  /** "load", "stress", "soak", "spike" */
  kind: z.string(),
  /** "mock": beside a mock host; "alone": where there is no host; "live": a deployment. */
  target: z.string(),
  /** ISO */
  startedAt: z.string(),
  interrupted: z.boolean().default(false),
  verdict: z.enum([...verdict.options, "invalid"]),
  objectives: z.array(z.object({ id: z.string(), verdict })),
  /** Hash of the contract by which it was judged; null where there was none. */
  contract: z.string().nullable().default(null),
  release: z.string().nullable(),
  planHash: z.string().nullable().default(null),
  /** Hex SHA-256 of the run's record, by which its copy can be recognised. */
  recordSha256: z.string(),
});

/** A performance test, what it judged and which record proves it. */
export type JudgedRun = z.infer<typeof judged>;

export const runJudged: EntryType<JudgedRun> = {
  type: "run.judged",
  about: "A performance test was judged.",
  subject: "run/ID",
  isPublic: true,
  schema: judged,
  subjectOf: ({ id }) => `run/${id}`,
};

/** How many of an add-on's latest tests are remembered. */
const REMEMBERED = 20;

/** The latest tests whose rig was not itself the limit, latest first. */
export const judgedRuns: Fold<readonly JudgedRun[]> = {
  name: "judged-runs",
  initial: [],
  reduce(runs, entry) {
    const run = readEntry(runJudged, entry);
    return run === null || run.verdict === "invalid" ? runs : [run, ...runs].slice(0, REMEMBERED);
  },
};
