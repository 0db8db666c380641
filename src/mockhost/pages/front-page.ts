import { html } from "hono/html";
import type { Issue, JiraSite, Project } from "../jira/index.ts";
import type { Installation } from "../tenant.ts";
import type { Html } from "./html.ts";
import type { Content } from "./viewing.ts";
import { linkTo, type Visit } from "./visit.ts";

const MOST_ISSUES = 25;

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
<ol class="issues">${issues.slice(0, MOST_ISSUES).map((issue) => issueRow(visit, site, issue))}</ol>
${issues.length > MOST_ISSUES ? html`<p class="soft">and ${issues.length - MOST_ISSUES} more</p>` : ""}
${project === null ? addons(visit) : ""}`;
}

export const confluenceFrontPage = (visit: Visit, contents: readonly Content[]): Html =>
  html`${siteHead(visit)}
<h2>Pages</h2>
<ol class="issues">${contents.map(
    (
      content,
    ) => html`<li><a href="${linkTo(visit, contentPath(content))}"><span class="key">${content.space.key}</span>
<span class="summary">${content.title}</span> <span class="soft">version ${content.version}</span></a></li>`,
  )}</ol>
${addons(visit)}`;

const contentPath = ({ id, space }: Content): string => `/spaces/${space.key}/pages/${id}`;

const licenceWords = {
  active: "licensed",
  evaluation: "on trial",
  expired: "licence expired",
  unlicensed: "no licence",
} as const;

function siteHead({ tenant }: Visit): Html {
  const people = tenant.users === 1 ? "1 person" : `${tenant.users.toLocaleString("en")} people`;
  return html`<h1>${tenant.name}</h1>
<p class="lead">${people} in ${tenant.timeZone.replace("_", " ")}, ${tenant.plan} plan; add-ons are ${licenceWords[tenant.licence]}.</p>`;
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
