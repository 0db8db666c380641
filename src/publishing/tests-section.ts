import { html } from "hono/html";
import { momentWords } from "../core/format/index.ts";
import type { JudgedRun } from "../entries/index.ts";
import { type Html, moment, verdictMark } from "../ui/index.ts";

const KINDS: Readonly<Record<string, string>> = {
  load: "Load test: the expected load, held",
  soak: "Soak test: the expected load, for long",
  spike: "Spike test: a burst, and the way back",
  stress: "Stress test: more and more, until it gives way",
};

/** What performance tests found about one promise, latest first; nothing where none judged it. */
export function testsSection(runs: readonly JudgedRun[], objectiveId: string): Html | "" {
  const judged = runs.flatMap((run) => {
    const objective = run.objectives.find(({ id }) => id === objectiveId);
    return objective === undefined ? [] : [{ run, objective }];
  });
  if (judged.length === 0) return "";
  return html`<section class="group" id="tests"><h2>Tested</h2>
<p>Performance tests judged by the same promise, apart from the figures above: no customer’s request is among theirs.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Test</th><th scope="col">Begun</th><th scope="col">Release</th><th scope="col">Verdict</th><th scope="col">Record</th></tr></thead>
<tbody>${judged.map(({ run, objective }) => row(run, objective.verdict))}</tbody>
</table></div></section>`;
}

const row = (
  { kind, target, startedAt, release, recordSha256 }: JudgedRun,
  verdict: JudgedRun["objectives"][number]["verdict"],
): Html =>
  html`<tr><th scope="row">${KINDS[kind] ?? kind}${target === "live" ? "" : ", in isolation"}</th><td>${moment(startedAt, momentWords(startedAt))}</td><td>${release ?? "–"}</td><td>${verdictMark(verdict)}</td><td><code title="SHA-256 of the record: ${recordSha256}">${recordSha256.slice(0, 12)}</code></td></tr>`;
