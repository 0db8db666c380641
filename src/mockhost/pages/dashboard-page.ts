import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import { frameBox } from "./frame-box.ts";
import { declaredModule } from "./page-modules.ts";
import { dashboardItemAt } from "./read-viewing.ts";
import type { Framed, Scene } from "./scene.ts";
import { nothingViewed } from "./viewing.ts";

export const DASHBOARD_PATH = "/secure/Dashboard.jspa";

/** One dashboard, with every item that add-ons offer on it. */
export function dashboardPage({ visit, modulesAt, frame }: Scene): Html {
  const modules = modulesAt(["dashboard"], nothingViewed);
  return html`<h1>Dashboard</h1>
${modules.length === 0 ? html`<p class="lead">No add-on on this site has an item for it.</p>` : ""}
<div class="dashboard">${modules.map((module, index) =>
    item(
      frame(module, { ...nothingViewed, dashboardItem: dashboardItemAt(index) }),
      declaredModule(visit.tenant.installations.get(module.addonKey)!, module)?.configurable ===
        true,
    ),
  )}</div>`;
}

/** One that is configurable hears of its button and changes its frame to a form by itself. */
const item = ({ module, extension }: Framed, isConfigurable: boolean): Html =>
  html`<section class="panel"><h2><span>${module.name}</span>${
    isConfigurable ? html` <button type="button" class="edit">Configure</button>` : ""
  }</h2>${frameBox(extension)}</section>`;
