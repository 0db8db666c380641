import { type Html, html } from "./html.ts";
import { type Horizon, horizons, type Item } from "./item.ts";

const titles: Readonly<Record<Horizon, string>> = { now: "Now", next: "Next", later: "Later" };

/** A whole page inside the host's frame. `script` is a file in `public/`. */
export function page(
  title: string,
  host: { readonly hostScriptUrl: string; readonly token: string },
  body: Html,
  script = "roadmap.js",
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="session-token" content="${host.token}">
<title>${title}</title>
<link rel="stylesheet" href="/public/roadmap.css">
<script src="${host.hostScriptUrl}" data-options="sizeToParent:true"></script>
<script src="/public/${script}" type="module"></script>
</head>
<body>
${body}
<p id="notice" role="status"></p>
</body>
</html>
`;
}

export interface Board {
  readonly title: string;
  readonly items: readonly Item[];
  /** Only this project is shown; undefined: all of them. */
  readonly projectKey: string | undefined;
  /** Where a new item may go. */
  readonly projects: readonly { readonly id: string; readonly key: string }[];
  /** Why the roadmap may be incomplete. */
  readonly problem: string | null;
}

export const boardView = (board: Board): Html => html`
<h1>${board.title}</h1>
${board.problem !== null && html`<p class="problem" role="status">${board.problem}</p>`}
<main id="board" data-project="${board.projectKey ?? ""}">
${horizons.map(
  (horizon) => html`<section>
<h2>${titles[horizon]}</h2>
<ul data-horizon="${horizon}">${board.items.filter((i) => i.horizon === horizon).map(card)}</ul>
</section>
`,
)}</main>
<template id="card">${card(emptyItem)}</template>
${board.projects.length > 0 && newItemForm(board.projects)}`;

const newItemForm = (projects: Board["projects"]): Html => html`
<form id="new-item">
<label>Project <select name="projectId">${projects.map(
  ({ id, key }) => html`<option value="${id}">${key}</option>`,
)}</select></label>
<label>New item <input name="summary" required maxlength="255"></label>
<button>Add to Jira</button>
</form>`;

const card = (item: Item): Html => html`<li data-item="${item.id}" class="${item.isDone && "done"}">
<span class="key">${item.key}</span> <span class="summary">${item.summary}</span>
${horizonChoice(item)}
</li>
`;

const horizonChoice = ({ id, key, horizon }: Item): Html =>
  html`<select data-move="${id}" aria-label="Place of ${key}">${horizons.map(
    (h) => html`<option value="${h}"${h === horizon && html` selected`}>${titles[h]}</option>`,
  )}</select>`;

const emptyItem: Item = {
  id: "",
  key: "",
  projectId: "",
  projectKey: "",
  summary: "",
  isDone: false,
  updatedMs: 0,
  horizon: "later",
};

/** The panel beside an issue. */
export const panelView = (item: Item | null): Html =>
  item === null
    ? html`<p>This issue is not on the roadmap yet. It appears once it is changed.</p>`
    : html`<p>On the roadmap: ${horizonChoice(item)}</p>`;

export const settingsView = ({ showDone }: { readonly showDone: boolean }): Html => html`
<h1>Roadmaps settings</h1>
<form id="settings">
<label><input type="checkbox" name="showDone"${showDone && html` checked`}> Show what is done</label>
<button>Save</button>
</form>`;

/** What a person sees instead of a page. */
export const errorView = (sentence: string): Html => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Roadmaps</title></head>
<body><h1>Roadmaps</h1><p>${sentence}</p></body>
</html>
`;
