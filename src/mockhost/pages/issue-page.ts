import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import { type Issue, type JiraSite, textOf } from "../jira/index.ts";
import { statusMark } from "./front-page.ts";
import { panel } from "./panel.ts";
import { addablePanel, isAddable, quickAddButton } from "./quick-add.ts";
import type { Scene } from "./scene.ts";
import { nothingViewed } from "./viewing.ts";
import { linkTo } from "./visit.ts";
import { actions } from "./web-items.ts";

const MOST_COMMENTS = 20;

/** An issue, with what add-ons let one do to it, and the panels that they put beside and below it. */
export function issuePage(scene: Scene, site: JiraSite, issue: Issue): Html {
  const { visit, framed, items } = scene;
  const project = site.projects.get(issue.projectId) ?? null;
  const viewing = { ...nothingViewed, issue, project };
  const own = framed(["issue"], viewing);
  const addable = own.filter((one) => isAddable(scene, one));
  const beside = own.filter((one) => !addable.includes(one));
  const tabs = framed(["issue-tab"], viewing);
  return html`<p class="crumbs">${
    project ? html`<a href="${linkTo(visit, `/projects/${project.key}`)}">${project.name}</a>` : ""
  } <span>${issue.key}</span></p>
<h1>${issue.summary}</h1>
${actions([...addable.map(quickAddButton), ...items("issue", viewing)])}
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
${addable.map(addablePanel)}
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
