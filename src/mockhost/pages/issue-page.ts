import { html } from "hono/html";
import type { PageModule } from "../../host/index.ts";
import { type Issue, type JiraSite, textOf } from "../jira/index.ts";
import type { Extension } from "./extension.ts";
import { statusMark } from "./front-page.ts";
import { frameBox, type Html } from "./html.ts";
import { linkTo, type Visit } from "./visit.ts";

/** A module together with what its frame is opened from. */
export interface Framed {
  readonly module: PageModule;
  readonly extension: Extension;
}

const MOST_COMMENTS = 20;

/** The product shows these as a line, until somebody unfolds them. */
const FOLDED = new Set(["jiraIssueGlances", "jiraIssueContexts", "jiraIssueTabPanels"]);

/** An issue, with the panels that add-ons put beside and below it. */
export function issuePage(
  visit: Visit,
  site: JiraSite,
  issue: Issue,
  framed: readonly Framed[],
): Html {
  const project = site.projects.get(issue.projectId);
  const beside = framed.filter(({ module }) => module.place === "issue");
  const tabs = framed.filter(({ module }) => module.place === "issue-tab");
  return html`<p class="crumbs">${
    project ? html`<a href="${linkTo(visit, `/projects/${project.key}`)}">${project.name}</a>` : ""
  } <span>${issue.key}</span></p>
<h1>${issue.summary}</h1>
<div class="issue">
<article>
<dl class="facts">
<div><dt>Status</dt><dd>${statusMark(issue)}</dd></div>
<div><dt>Type</dt><dd>${issue.type.name}</dd></div>
<div><dt>Priority</dt><dd>${issue.priority.name}</dd></div>
<div><dt>Assignee</dt><dd>${nameOf(site, issue.assignee)}</dd></div>
<div><dt>Reporter</dt><dd>${nameOf(site, issue.reporter)}</dd></div>
<div><dt>Labels</dt><dd>${issue.labels.join(", ") || "none"}</dd></div>
</dl>
<h2>Description</h2>
<p>${textOf(issue.description) || html`<span class="soft">Nobody has written one.</span>`}</p>
<h2>Comments</h2>
${comments(site, issue)}
${tabs.map(panel)}
</article>
${beside.length > 0 ? html`<aside aria-label="Add-ons">${beside.map(panel)}</aside>` : ""}
</div>`;
}

const nameOf = (site: JiraSite, accountId: string | null): string =>
  (accountId === null ? null : site.person(accountId)?.displayName) ?? "nobody";

function comments(site: JiraSite, issue: Issue): Html {
  if (issue.comments.length === 0) return html`<p class="soft">None yet.</p>`;
  return html`<ol class="comments">${issue.comments
    .slice(-MOST_COMMENTS)
    .map(
      ({ author, body }) => html`<li><b>${nameOf(site, author)}</b><p>${textOf(body)}</p></li>`,
    )}</ol>`;
}

/** A module with its frame; one that is folded loads when it is opened. */
export const panel = ({ module, extension }: Framed): Html =>
  FOLDED.has(module.type)
    ? html`<details class="panel"><summary>${module.name}</summary>${frameBox(extension, true)}</details>`
    : html`<section class="panel"><h2>${module.name}</h2>${frameBox(extension)}</section>`;
