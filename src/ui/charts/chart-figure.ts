import { html } from "hono/html";
import type { Html } from "../html.ts";

/** A drawing with what belongs to it: caption, key, and the same figures as a table. */
export interface ChartFigure {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly drawing: Html;
  readonly keys: readonly { readonly name: string; readonly look: Look }[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Look = "main" | "second" | "third" | "plan" | "bad" | "trend";

/** More rows than this are for the record, not for a page. */
const MOST_ROWS = 30;

export function chartFigure({ title, description, drawing, keys, head, rows }: ChartFigure): Html {
  const every = Math.ceil(rows.length / MOST_ROWS);
  const shown = rows.filter((_, at) => at % every === 0);
  const skipped = every > 1 ? html` <small>(one of every ${every} rows)</small>` : "";
  return html`<figure class="chart">
<figcaption><h3>${title}</h3><p>${description}</p></figcaption>
${keys.length < 2 ? "" : html`<ul class="keys">${keys.map(({ name, look }) => html`<li><svg width="28" height="12" aria-hidden="true"><path class="curve ${look}" d="M1 6H27"/></svg>${name}</li>`)}</ul>`}
${drawing}
<details><summary>The same as a table${skipped}</summary><div class="scroll"><table>
<thead><tr>${head.map((name, at) => html`<th scope="col"${number(at)}>${name}</th>`)}</tr></thead>
<tbody>${shown.map((row) => html`<tr>${row.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="number">${cell}</td>`))}</tr>`)}</tbody>
</table></div></details>
</figure>`;
}

const number = (at: number): Html | "" => (at === 0 ? "" : html` class="number"`);
