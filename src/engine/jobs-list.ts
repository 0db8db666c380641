import * as z from "zod";
import { momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Capability } from "./capability.ts";
import type { List } from "./command.ts";

const row = z.object({
  name: z.string(),
  about: z.string(),
  state: z
    .enum(["running", "waiting", "idle", "elsewhere", "failed"])
    .describe("elsewhere: another process does it; failed: it is tried again when it is due."),
  due: z.iso
    .datetime()
    .nullable()
    .describe("null: nothing is to be done, or it is not known here."),
  begun: z.iso.datetime().nullable().describe("When this process began it last."),
  problem: z.string().nullable().describe("Why it failed last."),
});
type Row = z.infer<typeof row>;

const isoOf = (ms: number | null) => (ms === null ? null : isoTime(ms));

const jobsList: List<Row> = {
  noun: "jobs",
  about: "What the running Plimsoll does by itself: what is due, running and failed.",
  scope: "read",
  isOfAll: true,
  row,
  idOf: ({ name }) => name,
  rows: ({ jobs }) =>
    jobs.map(({ name, about, state, dueMs, startedMs, problem }) => ({
      ...{ name, about, state },
      due: isoOf(dueMs),
      begun: isoOf(startedMs),
      problem,
    })),
  none: "No Plimsoll is up here: nothing is done by itself.",
  columns: [
    { name: "job", of: ({ name }) => name },
    { name: "state", of: ({ state }) => state },
    { name: "due", of: ({ due }) => (due === null ? "–" : momentWords(due)) },
    { name: "last begun", of: ({ begun }) => (begun === null ? "–" : momentWords(begun)) },
    { name: "problem", of: ({ problem }) => problem ?? "" },
  ],
};

/** The jobs of all others. */
export const jobs: Capability = { name: "jobs", commands: [], lists: [jobsList] };
