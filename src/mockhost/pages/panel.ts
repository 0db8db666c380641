import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import { frameBox } from "./frame-box.ts";
import { glanceStatus } from "./glance-status.ts";
import type { Framed } from "./scene.ts";

/** The product shows these as a line, until somebody unfolds them. */
const FOLDED = new Set(["jiraIssueGlances", "jiraIssueContexts", "jiraIssueTabPanels"]);

/** A module with its frame; one that is folded loads when it is opened. */
export const panel = (framed: Framed): Html =>
  FOLDED.has(framed.module.type)
    ? html`<details class="panel"><summary>${summary(framed)}</summary>${frameBox(framed.extension, true)}</details>`
    : html`<section class="panel"><h2>${framed.module.name}</h2>${frameBox(framed.extension)}</section>`;

function summary({ module, viewing }: Framed): Html {
  const status = glanceStatus(module, viewing);
  return html`${module.name}${module.label === null ? "" : html` <span class="soft">${module.label}</span>`}${
    status === null ? "" : html` <span class="status ${status.kind}">${status.label}</span>`
  }`;
}
