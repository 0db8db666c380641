import { html } from "hono/html";
import { plural } from "../../core/format/index.ts";
import type { PageModule } from "../../core/host/index.ts";
import type { Html } from "../../ui/index.ts";
import type { Issue, JiraSite, Project } from "../jira/index.ts";
import type { Installation } from "../world/index.ts";
import type { Scene } from "./scene.ts";
import { type Content, nothingViewed } from "./viewing.ts";
import { linkTo, modulePath, type Visit } from "./visit.ts";

const MOST_ITEMS = 25;

export const jiraFrontPage = (scene: Scene, site: JiraSite): Html =>
  html`${siteHead(scene.visit)}
<h2>Projects</h2>
${chips(scene.visit, "/projects", site.projects)}
${issueList(scene.visit, site, null)}
${addons(scene)}`;

/** The issues of a project, or of all, latest first. */
export function issueList(visit: Visit, site: JiraSite, project: Project | null): Html {
  const issues = [...site.issues.values()]
    .filter(({ projectId }) => project === null || projectId === project.id)
    .sort((a, b) => b.updatedMs - a.updatedMs);
  return html`<h2>Recently changed issues</h2>
${shortList(issues, (issue) => issueRow(visit, site, issue))}`;
}

export const confluenceFrontPage = (scene: Scene): Html =>
  html`${siteHead(scene.visit)}
<h2>Spaces</h2>
${chips(scene.visit, "/spaces", scene.sights.confluence!.spaces)}
<h2>Pages</h2>
${contentList(scene.visit, scene.sights.contents)}
${addons(scene)}`;

export const contentList = (visit: Visit, contents: readonly Content[]): Html =>
  shortList(contents, (content) => contentRow(visit, content));

const chips = (
  visit: Visit,
  folder: string,
  all: ReadonlyMap<string, { readonly key: string; readonly name: string }>,
): Html =>
  html`<ul class="chips">${[...all.values()].map(
    ({ key, name }) =>
      html`<li><a href="${linkTo(visit, `${folder}/${key}`)}">${name} <small>${key}</small></a></li>`,
  )}</ul>`;

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
  const people = plural(tenant.users, "person", "people");
  return html`<h1>${tenant.name}</h1>
<p class="lead">${people} in ${tenant.timeZone.replace("_", " ")}, ${tenant.plan} plan; ${licenceWords[tenant.licence]}.</p>`;
}

function issueRow(visit: Visit, site: JiraSite, issue: Issue): Html {
  const assignee = issue.assignee === null ? null : site.person(issue.assignee);
  return html`<li><a href="${linkTo(visit, `/browse/${issue.key}`)}"><span class="key">${issue.key}</span>
<span class="summary">${issue.summary}</span> ${statusMark(issue)} <span class="soft">${assignee?.displayName ?? "nobody"}</span></a></li>`;
}

export const statusMark = ({ status }: Issue): Html =>
  html`<span class="status ${status.category.key}">${status.name}</span>`;

function addons({ visit, modulesAt }: Scene): Html {
  const installed = [...visit.tenant.installations.values()].filter(
    ({ state }) => state !== "uninstalled",
  );
  if (installed.length === 0)
    return html`<h2>Add-ons</h2><p class="soft">None is installed on this site yet.</p>`;
  const managing = modulesAt(["administration"], nothingViewed);
  return html`<h2>Add-ons</h2><ul class="addons">${installed.map((installation) =>
    addonRow(
      visit,
      installation,
      managing.filter(({ addonKey }) => addonKey === installation.addonKey),
    ),
  )}</ul>`;
}

/** What the administrator's list of add-ons offers beside each of them. */
const managingWords: Readonly<Record<string, string>> = {
  configurePage: "Configure",
  postInstallPage: "Get started",
};

const managingLink = (visit: Visit, { type, addonKey, moduleKey }: PageModule): Html | "" =>
  managingWords[type] === undefined
    ? ""
    : html`<a href="${linkTo(visit, modulePath(addonKey, moduleKey))}">${managingWords[type]}</a>`;

const addonRow = (
  visit: Visit,
  { descriptor, release, state, pendingRelease }: Installation,
  managing: readonly PageModule[],
): Html =>
  html`<li><b>${descriptor.name}</b> <span class="soft">${descriptor.vendor}</span>
<span>release ${release}, ${state}${pendingRelease === null ? "" : `; ${pendingRelease} waits for approval`}</span>
${managing.map((module) => managingLink(visit, module))}</li>`;
