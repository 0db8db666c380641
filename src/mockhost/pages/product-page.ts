import type { PageModule } from "../../core/host/index.ts";
import { findIssue, findProject, type JiraSite } from "../jira/index.ts";
import type { World } from "../world/index.ts";
import { contentPage, isStatic } from "./content-page.ts";
import { DASHBOARD_PATH, dashboardPage } from "./dashboard-page.ts";
import { confluenceFrontPage, jiraFrontPage } from "./front-page.ts";
import { issuePage } from "./issue-page.ts";
import { projectPage } from "./project-page.ts";
import type { Sights } from "./read-viewing.ts";
import { type Scene, sceneOf } from "./scene.ts";
import { notShown, type Shown, shown } from "./shown.ts";
import { spacePage } from "./space-page.ts";
import { staticMacro } from "./static-macro.ts";
import { type Content, nothingViewed } from "./viewing.ts";
import type { Visit } from "./visit.ts";

const nothingHere = notShown(
  "Nothing is here",
  "The product may have such a page; its pretended self does not.",
);

/** A page of the product itself, with the panels and links of add-ons on it. */
export async function productPage(
  world: World,
  visit: Visit,
  sights: Sights,
  modules: readonly PageModule[],
): Promise<Shown> {
  const scene = sceneOf(visit, sights, modules);
  const page = sights.jira ? jiraPage(scene, sights.jira) : await confluencePage(world, scene);
  return page ?? nothingHere;
}

function jiraPage(scene: Scene, jira: JiraSite): Shown | null {
  const { path } = scene.visit;
  const [, kind = "", name = ""] = path.split("/");
  if (kind === "") return shown("Home", jiraFrontPage(scene, jira));
  if (path === DASHBOARD_PATH) return shown("Dashboard", dashboardPage(scene));
  if (kind === "projects") {
    const project = findProject(jira, name);
    return project ? shown(project.name, projectPage(scene, jira, project)) : null;
  }
  const issue = kind === "browse" ? findIssue(jira, name) : undefined;
  return issue ? shown(`${issue.key} ${issue.summary}`, issuePage(scene, jira, issue)) : null;
}

async function confluencePage(world: World, scene: Scene): Promise<Shown | null> {
  const { visit, sights } = scene;
  const { contents } = sights;
  if (visit.path === "/") return shown("Home", confluenceFrontPage(scene));
  const [, kind, name, pages, page] = visit.path.split("/");
  const id = kind === "spaces" && pages === "pages" ? page : visit.query.get("pageId");
  const content = contents.find((one) => one.id === id);
  if (content)
    return shown(content.title, contentPage(scene, content, await drawn(world, scene, content)));
  const isSpace = kind === "spaces" && (pages === undefined || pages === "overview");
  const space = isSpace && [...sights.confluence!.spaces.values()].find(({ key }) => key === name);
  return space ? shown(space.name, spacePage(scene, space)) : null;
}

/** The macros that add-ons draw, asked for all at once. */
function drawn(world: World, { visit, framed }: Scene, content: Content) {
  const viewing = { ...nothingViewed, content, space: content.space };
  return Promise.all(
    framed(["macro"], viewing)
      .filter(({ module }) => isStatic(module))
      .map((macro) => staticMacro(world, visit.tenant, macro)),
  );
}
