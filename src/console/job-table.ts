import { html } from "hono/html";
import { elapsed, momentWords } from "../core/format/index.ts";
import { DAY_MS, isoTime } from "../core/time/index.ts";
import type { JobState } from "../engine/index.ts";
import { type Html, moment, tied, verdictMark } from "../ui/index.ts";
import type { OperationsView } from "./operations-view.ts";

/** What Plimsoll does by itself: what is due, what runs, what failed and is tried again. */
export const jobTable = ({ jobs, atMs }: Pick<OperationsView, "jobs" | "atMs">): Html =>
  html`<section class="group" id="jobs"><h2>Jobs</h2>
<div class="scroll"><table class="states"><thead><tr><th scope="col">Job</th><th scope="col">State</th><th scope="col">Last begun</th><th scope="col">Next due</th></tr></thead><tbody>${jobs.map((job) => row(job, atMs))}</tbody></table></div></section>`;

function row({ name, about, state, dueMs, startedMs, problem }: JobState, atMs: number): Html {
  const { verdict, words } = STATES[state];
  return html`<tr class="${state === "failed" ? "failing" : ""}"><th scope="row">${name}<small>${about}</small></th><td>${verdictMark(verdict, words)}${problem === null ? "" : html`<small>${problem}</small>`}</td><td>${startedMs === null ? "–" : moment(isoTime(startedMs), `${elapsed(atMs - startedMs)} ago`)}</td><td>${dueWords(state, dueMs, atMs)}</td></tr>`;
}

function dueWords(state: JobState["state"], dueMs: number | null, atMs: number): Html | string {
  if (dueMs === null || state === "elsewhere" || state === "running") return "–";
  const inMs = Math.max(0, dueMs - atMs);
  return moment(isoTime(dueMs), tied(inMs < DAY_MS ? `in ${elapsed(inMs)}` : momentWords(dueMs)));
}

const STATES = {
  running: { verdict: "met", words: "Running" },
  waiting: { verdict: "met", words: "Waiting" },
  idle: { verdict: "met", words: "Nothing to do" },
  elsewhere: { verdict: "insufficient", words: "In another process" },
  failed: { verdict: "missed", words: "Failed, tried again" },
} as const;
