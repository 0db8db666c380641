import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import { contentList } from "./front-page.ts";
import { moduleChips } from "./module-chips.ts";
import type { Scene } from "./scene.ts";
import { nothingViewed, type Space } from "./viewing.ts";
import { actions } from "./web-items.ts";

/** A space of Confluence: its pages, and what add-ons have for it. */
export function spacePage({ visit, sights, items, modulesAt }: Scene, space: Space): Html {
  const viewing = { ...nothingViewed, space };
  const tabs = modulesAt(["space"], viewing);
  const contents = sights.contents.filter((content) => content.space.id === space.id);
  return html`<h1>${space.name} <small class="soft">${space.key}</small></h1>
${actions(items("space", viewing))}
${moduleChips(visit, "Add-ons in this space", tabs, { "space.key": space.key })}
<h2>Pages</h2>
${contentList(visit, contents)}`;
}
