import { html } from "hono/html";
import type { Issue, JiraSite, Project } from "../jira/index.ts";
import type { Installation } from "../tenant.ts";
import type { Html } from "./html.ts";
import type { Content } from "./viewing.ts";
import { linkTo, type Visit } from "./visit.ts";

const MOST_ITEMS = 25;

/** A Jira site's first page, or (with a project) that of one project. */
export function jiraFrontPage(visit: Visit, site: JiraSite, project: Project | null): Html {
  const issues = [...site.issues.values()]
    .filter(({ projectId }) => project === null || projectId === project.id)
    .sort((a, b) => b.updatedMs - a.updatedMs);
  return html`${project === null ? siteHead(visit) : projectHead(project)}
${
  project === null
    ? html`<h2>Projects</h2><ul class="chips">${[...site.projects.values()].map(
        ({ key, name }) =>
          html`<li><a href="${linkTo(visit, `/projects/${key}`)}">${name} <small>${key}</small></a></li>`,
      )}</ul>`
    : ""
}
<h2>Recently changed issues</h2>
${shortList(issues, (issue) => issueRow(visit, site, issue))}
${project === null ? addons(visit) : ""}`;
}

export const confluenceFrontPage = (visit: Visit, contents: readonly Content[]): Html =>
  html`${siteHead(visit)}
<h2>Pages</h2>
${shortList(contents, (content) => contentRow(visit, content))}
${addons(visit)}`;

const shortList = <T>(items: readonly T[], row: (item: T) => Html): Html =>
  html`<ol class="issues">${items.slice(0, MOST_ITEMS).map(row)}</ol>
${items.length > MOST_ITEMS ? html`<p class="soft">and ${items.length - MOST_ITEMS} more</p>` : ""}`;

const contentRow = (visit: Visit, content: Content): Html =>
  html`<li><a href="${linkTo(visit, contentPath(content))}"><span class="key">${content.space.key}</span>
<span class="summary">${content.title}</span> <span class="soft">version ${content.version}</span></a></li>`;

const contentPath = ({ id, space }: Content): string => `/spaces/${space.key}/pages/${id}`;

const licenceWords = {
  active: "add-ons are licensed",
  evaluation: "add-ons are on trial",
  expired: "the licences of add-ons have expired",
  unlicensed: "add-ons have no licence",
} as const;

function siteHead({ tenant }: Visit): Html {
  const people = tenant.users === 1 ? "1 person" : `${tenant.users.toLocaleString("en")} people`;
  return html`<h1>${tenant.name}</h1>
<p class="lead">${people} in ${tenant.timeZone.replace("_", " ")}, ${tenant.plan} plan; ${licenceWords[tenant.licence]}.</p>`;
}

const projectHead = ({ name, key, description }: Project): Html =>
  html`<h1>${name} <small class="soft">${key}</small></h1><p class="lead">${description}</p>`;

function issueRow(visit: Visit, site: JiraSite, issue: Issue): Html {
  const assignee = issue.assignee === null ? null : site.person(issue.assignee);
  return html`<li><a href="${linkTo(visit, `/browse/${issue.key}`)}"><span class="key">${issue.key}</span>
<span class="summary">${issue.summary}</span> ${statusMark(issue)} <span class="soft">${assignee?.displayName ?? "nobody"}</span></a></li>`;
}

export const statusMark = ({ status }: Issue): Html =>
  html`<span class="status ${status.category.key}">${status.name}</span>`;

function addons({ tenant }: Visit): Html {
  const installed = [...tenant.installations.values()].filter(
    ({ state }) => state !== "uninstalled",
  );
  if (installed.length === 0)
    return html`<h2>Add-ons</h2><p class="soft">None is installed on this site yet.</p>`;
  return html`<h2>Add-ons</h2><ul class="addons">${installed.map(addonRow)}</ul>`;
}

const addonRow = ({ descriptor, release, state, pendingRelease }: Installation): Html =>
  html`<li><b>${descriptor.name}</b> <span class="soft">${descriptor.vendor}</span>
<span>release ${release}, ${state}${pendingRelease === null ? "" : `; ${pendingRelease} waits for approval`}</span></li>`;
