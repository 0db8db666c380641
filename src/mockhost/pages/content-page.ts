import { html } from "hono/html";
import type { Html } from "./html.ts";
import { type Framed, panel } from "./issue-page.ts";
import type { Content } from "./viewing.ts";

/** A page of Confluence, with every macro that add-ons offer below its text, then their panels. */
export function contentPage(
  { title, version, space, text }: Content,
  framed: readonly Framed[],
): Html {
  const at = (place: string) => framed.filter(({ module }) => module.place === place);
  return html`<p class="crumbs"><span>${space.name}</span></p>
<h1>${title}</h1>
<p class="soft">Version ${version}</p>
<article class="text">${text.split("\n").map((line) => html`<p>${line}</p>`)}</article>
${at("macro").map(panel)}
${at("content").map(panel)}`;
}
