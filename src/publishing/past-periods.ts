import { html } from "hono/html";
import { percent } from "../core/format/index.ts";
import { type Html, tied } from "../ui/index.ts";
import { headline } from "./headline.ts";
import { periodWords } from "./period-words.ts";
import type { PublishedAddon } from "./public-view.ts";

/** Periods that are over, newest first, each in one sentence. */
export function pastPeriods(published: PublishedAddon): Html | "" {
  if (published.earlier.length === 0) return "";
  const rows = published.earlier.toReversed().map((statement) => {
    const uptime = statement.uptime?.share ?? null;
    return html`<tr><th scope="row">${periodWords(statement)}</th><td class="number">${uptime === null ? "–" : tied(percent(uptime))}</td><td>${headline([{ ...published, statement }])}</td></tr>`;
  });
  return html`<section class="group"><h2>Earlier periods</h2>
<div class="scroll"><table><thead><tr><th scope="col">Period</th><th scope="col" class="number">Uptime</th><th scope="col">Promises</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}
