import { html } from "hono/html";
import type { PageModule } from "../../core/host/index.ts";
import type { Html } from "../../ui/index.ts";
import { linkTo, modulePath, type Visit } from "./visit.ts";

const words: Readonly<Record<string, string>> = {
  jiraReports: "report",
  jiraProjectAdminTabPanels: "settings",
  spaceToolsTabs: "space tools",
};

/** Links to the pages that add-ons have for one project or space; nothing where there are none. */
export const moduleChips = (
  visit: Visit,
  heading: string,
  modules: readonly PageModule[],
  viewing: Readonly<Record<string, string>>,
): Html | "" =>
  modules.length === 0
    ? ""
    : html`<h2>${heading}</h2><ul class="chips">${modules.map(
        ({ type, name, addonKey, moduleKey }) =>
          html`<li><a href="${linkTo(visit, modulePath(addonKey, moduleKey), viewing)}">${name} <small>${words[type] ?? "page"}</small></a></li>`,
      )}</ul>`;
