import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import type { JiraSite, Project } from "../jira/index.ts";
import { issueList } from "./front-page.ts";
import { moduleChips } from "./module-chips.ts";
import { panel } from "./panel.ts";
import type { Scene } from "./scene.ts";
import { nothingViewed } from "./viewing.ts";
import { actions } from "./web-items.ts";

/** A project: its issues, and the pages, reports and settings that add-ons have for it. */
export function projectPage(scene: Scene, site: JiraSite, project: Project): Html {
  const { visit, items, modulesAt, frame } = scene;
  const { name, key, description } = project;
  const viewing = { ...nothingViewed, project };
  const modules = modulesAt(["project"], viewing);
  const panels = modules.filter(({ type }) => type === "webPanels");
  return html`<h1>${name} <small class="soft">${key}</small></h1><p class="lead">${description}</p>
${actions(items("project", viewing))}
${moduleChips(
  visit,
  "Add-ons in this project",
  modules.filter(({ type }) => type !== "webPanels"),
  { "project.key": key },
)}
${panels.map((module) => panel(frame(module, viewing)))}
${issueList(visit, site, project)}`;
}
