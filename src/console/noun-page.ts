import { html } from "hono/html";
import { filtersOf, type List } from "../engine/index.ts";
import type { Html, Page } from "../ui/index.ts";
import { commandForm, type FormView, titled } from "./command-form.ts";

/** All that is known and can be done about one noun. */
export interface NounView {
  readonly noun: string;
  /** Which add-on it is about, and which others there are. */
  readonly addon: string;
  readonly addons: readonly string[];
  /** null: there is none, or the reader may not see it. */
  readonly list: ListView | null;
  /** Those that the reader may. */
  readonly forms: readonly FormView[];
  /** What was done just now; null: nothing. */
  readonly answer: Answer | null;
}

interface ListView {
  readonly list: List;
  readonly rows: readonly object[];
  /** By what they were chosen: text by the name of each filter. */
  readonly filters: Readonly<Record<string, string>>;
  /** Where further rows are; null: nowhere. */
  readonly next: string | null;
}

/** What a command said, for the page after it. */
export interface Answer {
  readonly said: string;
  readonly secret?: string;
}

/** A page that lacks its frame. */
export function nounPage(view: NounView): Pick<Page, "title" | "description" | "content"> {
  const { noun, list, forms, answer } = view;
  const about = list?.list.about ?? `What can be done about ${noun}.`;
  return {
    title: titled(noun),
    description: about,
    content: html`<div class="title"><h1>${titled(noun)}</h1><p class="lead">${about}</p>${addonChoice(view)}</div>
${answer === null ? "" : answerOf(answer)}
${list === null ? "" : html`${filterForm(list, view)}${listTable(list)}`}
${forms.length === 0 ? "" : html`<section class="group commands"><h2>What can be done</h2>${forms.map(commandForm)}</section>`}`,
  };
}

function addonChoice({ noun, addon, addons }: NounView): Html | "" {
  if (addons.length < 2) return "";
  return html`<p>${addons.map((one) => (one === addon ? html`<b>${one}</b> ` : html`<a href="/${noun}?addon=${one}">${one}</a> `))}</p>`;
}

function answerOf({ said, secret }: Answer): Html {
  const shown = secret === undefined ? "" : html`<p><code class="secret">${secret}</code></p>`;
  return html`<div class="notice done" role="status"><p class="words">${said.trim()}</p>${shown}</div>`;
}

function filterForm({ list, filters }: ListView, { noun, addon }: NounView): Html | "" {
  const fields = filtersOf(list);
  if (fields.length === 0) return "";
  const inputs = fields.map(
    ({ name, description }) =>
      html`<label>${titled(name)}<input name="${name}" value="${filters[name] ?? ""}" title="${description}"></label>`,
  );
  return html`<form class="filters" action="/${noun}"><input type="hidden" name="addon" value="${addon}">${inputs}<button>Choose</button></form>`;
}

function listTable({ list, filters, rows, next }: ListView): Html {
  const { columns, none = "Nothing is there yet." } = list;
  if (rows.length === 0)
    return html`<section class="group"><p>${Object.keys(filters).length > 0 ? "Nothing is chosen by that." : none}</p></section>`;
  return html`<section class="group"><div class="scroll"><table class="states"><thead><tr>${columns.map(({ name }) => html`<th scope="col">${titled(name)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map(({ of }, at) => (at === 0 ? html`<th scope="row">${of(row)}</th>` : html`<td>${of(row)}</td>`))}</tr>`)}</tbody></table></div>
${next === null ? "" : html`<p><a href="${next}">Further rows</a></p>`}</section>`;
}
