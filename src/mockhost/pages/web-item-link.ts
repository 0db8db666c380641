import { html } from "hono/html";
import { fillVariables, isAbsolute, type WebItem } from "../../core/host/index.ts";
import type { Html } from "../../ui/index.ts";
import type { Installation } from "../world/index.ts";
import { namesOf, type Viewing, variablesOf } from "./viewing.ts";
import { linkTo, modulePath, redirectPath, type Visit } from "./visit.ts";

/** A web item as the page draws it; dialogs carry the classes by which the bridge knows them. */
export function webItemLink(
  visit: Visit,
  viewing: Viewing,
  { descriptor }: Installation,
  item: WebItem,
): Html {
  const { name, tooltip, icon } = item;
  const picture =
    icon === null
      ? ""
      : html`<img src="${isAbsolute(icon) ? icon : descriptor.baseUrl + icon}" alt="" width="16" height="16">`;
  return html`<a class="${classesOf(item)}" href="${addressOf(visit, viewing, item)}"${
    tooltip === null ? "" : html` title="${tooltip}"`
  }>${picture}${name}</a>`;
}

/** Of a dialog, where its frame stands alone: for whoever opens the link in another tab. */
function addressOf(visit: Visit, viewing: Viewing, { addonKey, itemKey, lead }: WebItem): string {
  const variables = variablesOf(viewing, visit.person.accountId);
  switch (lead.kind) {
    case "elsewhere":
      return fillVariables(lead.url, variables);
    case "product":
      return productLink(visit, fillVariables(lead.url, variables));
    case "addon":
      return linkTo(visit, redirectPath(addonKey, itemKey), namesOf(viewing));
    default:
      return linkTo(visit, modulePath(addonKey, lead.moduleKey), namesOf(viewing));
  }
}

function productLink(visit: Visit, url: string): string {
  const { pathname, searchParams, hash } = new URL(url, "http://product");
  return linkTo(visit, pathname, Object.fromEntries(searchParams)) + hash;
}

const triggers: Readonly<Record<string, string>> = {
  dialog: "ap-dialog",
  "inline-dialog": "ap-inline-dialog",
};

/** The bridge looks options up by the target, and the frame by the module. */
function classesOf({ addonKey, itemKey, lead, options }: WebItem): string {
  if (!("moduleKey" in lead) || lead.kind === "page") return "web-item";
  const target = typeof options.key === "string" ? options.key : itemKey;
  return [
    "web-item",
    triggers[lead.kind],
    `ap-plugin-key-${addonKey}`,
    `ap-module-key-${lead.moduleKey}`,
    `ap-target-key-${target}`,
  ].join(" ");
}
