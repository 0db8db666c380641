import type { PageModule, Place } from "../../host/index.ts";
import { findIssue, findProject, type JiraSite } from "../jira/index.ts";
import { isShown } from "./conditions/index.ts";
import { contentPage } from "./content-page.ts";
import { extensionOf } from "./extension.ts";
import { confluenceFrontPage, jiraFrontPage } from "./front-page.ts";
import { type Framed, issuePage } from "./issue-page.ts";
import type { Sights } from "./read-viewing.ts";
import { notShown, type Shown, shown } from "./shown.ts";
import { nothingViewed, type Viewing } from "./viewing.ts";
import type { Visit } from "./visit.ts";

const nothingHere = notShown(
  "Nothing is here",
  "The product may have such a page; its pretended self does not.",
);

/** A page of the product itself, with the panels of add-ons on it. */
export const productPage = (visit: Visit, sights: Sights, modules: readonly PageModule[]): Shown =>
  (sights.jira
    ? jiraPage(visit, sights, sights.jira, modules)
    : confluencePage(visit, sights, modules)) ?? nothingHere;

function jiraPage(
  visit: Visit,
  sights: Sights,
  jira: JiraSite,
  modules: readonly PageModule[],
): Shown | null {
  const [, kind = "", name = ""] = visit.path.split("/");
  if (kind === "") return shown("Home", jiraFrontPage(visit, jira, null));
  if (kind === "projects") {
    const project = findProject(jira, name);
    return project ? shown(project.name, jiraFrontPage(visit, jira, project)) : null;
  }
  const issue = kind === "browse" ? findIssue(jira, name) : undefined;
  if (!issue) return null;
  const project = jira.projects.get(issue.projectId) ?? null;
  const framed = frame(visit, sights, modules, ["issue", "issue-tab"], {
    ...nothingViewed,
    issue,
    project,
  });
  return shown(`${issue.key} ${issue.summary}`, issuePage(visit, jira, issue, framed));
}

function confluencePage(
  visit: Visit,
  sights: Sights,
  modules: readonly PageModule[],
): Shown | null {
  const { contents } = sights;
  if (visit.path === "/") return shown("Home", confluenceFrontPage(visit, contents));
  const [, kind, , pages, name] = visit.path.split("/");
  const id = kind === "spaces" && pages === "pages" ? name : visit.query.get("pageId");
  const content = contents.find((one) => one.id === id);
  if (!content) return null;
  const framed = frame(visit, sights, modules, ["content", "macro"], {
    ...nothingViewed,
    content,
  });
  return shown(content.title, contentPage(content, framed));
}

const frame = (
  { tenant, person, nowMs }: Visit,
  sights: Sights,
  modules: readonly PageModule[],
  places: readonly Place[],
  viewing: Viewing,
): Framed[] =>
  modules.flatMap((module) => {
    const installation = tenant.installations.get(module.addonKey)!;
    const looking = { tenant, viewing, person, nowMs };
    return places.includes(module.place) && isShown(module, { looking, sights, installation })
      ? [{ module, extension: extensionOf(looking, installation, module) }]
      : [];
  });
