import { html } from "hono/html";
import { momentWords } from "../core/format/index.ts";
import { type Command, fieldsOf } from "../engine/index.ts";
import { coded, type Frame, type Html, renderPage } from "../ui/index.ts";
import type { ActionLink } from "./action-link.ts";

/** What the pages of links have beyond the look of all pages. */
export const actionLook = `
.ask button { padding: .625rem 1.5rem; font: inherit; font-weight: 600; color: var(--sign); background: var(--sea); border: 0; border-radius: .375rem; cursor: pointer; } .ask button:hover { background: var(--sea-deep); }
.ask input { font: inherit; padding: .5rem .75rem; width: 100%; max-width: 24rem; border: 1px solid var(--soft); border-radius: .375rem; background: var(--paper); color: var(--ink); }
.ask { display: grid; gap: 1.25rem; } .words { white-space: pre-wrap; }
`;

/** What following a link would do; nothing is done yet. */
export function askPage(
  command: Command,
  { addon, input, expiresMs }: ActionLink,
): Promise<string> {
  const fields = fieldsOf(command).filter(({ name }) => input[name] !== undefined);
  const said = titleOf(command);
  return page(
    said,
    html`<p class="lead">${coded(command.about)}</p>
<form class="ask" method="post"><dl class="clauses">${addon === "" ? "" : clause("Add-on", addon)}${fields.map(({ name }) => clause(titled(name), String(input[name])))}</dl>
<p><button>${said}</button></p></form>
<p>Nothing is done until you confirm. The link works once, until ${momentWords(expiresMs)}.</p>`,
  );
}

/** What was done. */
export const donePage = (command: Command, said: string, isRepeated: boolean): Promise<string> =>
  page(
    `Done: ${titleOf(command).toLowerCase()}`,
    html`<p class="lead words">${said.trim()}</p>${isRepeated ? html`<p>This link has been used: it does nothing more.</p>` : ""}`,
  );

/** Why nothing was done. */
export const notDonePage = (message: string, hint: string): Promise<string> =>
  page(message, html`<p class="lead">${coded(hint)}</p><p>Nothing was done.</p>`);

const clause = (name: string, value: string): Html =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** "maintenance end" → "End maintenance" */
const titleOf = ({ name }: Command): string => {
  const [noun, verb] = name.split(" ");
  return titled(`${verb} ${noun}`);
};

const titled = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const page = (title: string, content: Html): Promise<string> =>
  renderPage({
    title,
    description: title,
    frame: FRAME,
    look: actionLook,
    content: html`<div class="title"><h1>${title}</h1>${content}</div>`,
  });

const FRAME: Frame = {
  name: "Plimsoll",
  by: "asks you",
  spent: null,
  home: "/",
  links: [],
  notice: null,
  foot: null,
};
