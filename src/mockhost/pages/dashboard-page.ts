import { html } from "hono/html";
import type { Html } from "./html.ts";
import { panel } from "./panel.ts";
import { dashboardItemAt } from "./read-viewing.ts";
import type { Scene } from "./scene.ts";
import { nothingViewed } from "./viewing.ts";

export const DASHBOARD_PATH = "/secure/Dashboard.jspa";

/** One dashboard, with every item that add-ons offer on it. */
export function dashboardPage({ modulesAt, frame }: Scene): Html {
  const modules = modulesAt(["dashboard"], nothingViewed);
  return html`<h1>Dashboard</h1>
${modules.length === 0 ? html`<p class="lead">No add-on on this site has an item for it.</p>` : ""}
<div class="dashboard">${modules.map((module, index) =>
    panel(frame(module, { ...nothingViewed, dashboardItem: dashboardItemAt(index) })),
  )}</div>`;
}
