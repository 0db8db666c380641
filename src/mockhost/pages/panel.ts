import { html } from "hono/html";
import { frameBox, type Html } from "./html.ts";
import type { Framed } from "./scene.ts";

/** The product shows these as a line, until somebody unfolds them. */
const FOLDED = new Set(["jiraIssueGlances", "jiraIssueContexts", "jiraIssueTabPanels"]);

/** A module with its frame; one that is folded loads when it is opened. */
export const panel = ({ module, extension }: Framed): Html =>
  FOLDED.has(module.type)
    ? html`<details class="panel"><summary>${module.name}</summary>${frameBox(extension, true)}</details>`
    : html`<section class="panel"><h2>${module.name}</h2>${frameBox(extension)}</section>`;
