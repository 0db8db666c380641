import { html } from "hono/html";
import type { Html } from "./html.ts";
import { type Framed, panel } from "./issue-page.ts";
import type { Content } from "./viewing.ts";

/** A page of Confluence, with every macro and panel that add-ons offer for one. */
export function contentPage({ title, version, space }: Content, framed: readonly Framed[]): Html {
  const at = (place: string) => framed.filter(({ module }) => module.place === place);
  return html`<p class="crumbs"><span>${space.name}</span></p>
<h1>${title}</h1>
<p class="soft">Version ${version}</p>
<p>A pretend page. Below is each macro of the add-ons on this site, as it would stand in the text.</p>
${at("macro").map(panel)}
${at("content").map(panel)}`;
}
