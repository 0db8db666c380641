import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import { frameBox } from "./frame-box.ts";
import { macroPanel } from "./macro-panel.ts";
import { panel } from "./panel.ts";
import type { Scene } from "./scene.ts";
import { type Content, nothingViewed } from "./viewing.ts";
import { linkTo } from "./visit.ts";
import { actions } from "./web-items.ts";

/**
 * A page of Confluence: its byline, then every macro that add-ons offer below its text, then their
 * panels. `drawn` holds the macros that the add-on draws itself, without a frame.
 */
export function contentPage(
  { visit, items, framed }: Scene,
  content: Content,
  drawn: readonly Html[],
): Html {
  const { title, version, space, text } = content;
  const viewing = { ...nothingViewed, content, space };
  const macros = framed(["macro"], viewing).filter(({ module }) => !isStatic(module));
  return html`<p class="crumbs"><a href="${linkTo(visit, `/spaces/${space.key}`)}">${space.name}</a></p>
<h1>${title}</h1>
<ul class="byline"><li class="soft">Version ${version}</li>${items("byline", viewing).map((link) => html`<li>${link}</li>`)}</ul>
${actions(items("content", viewing))}
<article class="text">${text.split("\n").map((line) => html`<p>${line}</p>`)}</article>
${drawn}
${macros.map((macro) =>
  macroPanel(
    visit.tenant.installations.get(macro.module.addonKey)!,
    macro,
    frameBox(macro.extension),
  ),
)}
${framed(["content"], viewing).map(panel)}`;
}

export const isStatic = ({ type }: { readonly type: string }): boolean =>
  type === "staticContentMacros";
