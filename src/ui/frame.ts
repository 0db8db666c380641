import { html } from "hono/html";
import { contentSecurityPolicy, type Policy } from "./content-security-policy.ts";
import { renderDocument } from "./document.ts";
import type { Html } from "./html.ts";
import { loadLine, type Water } from "./load-line.ts";
import { look } from "./look.ts";
import { pageScript } from "./page-script.ts";

/** What every page has around its content. */
export interface Page {
  /** For the browser's tab and for search results. */
  readonly title: string;
  readonly description: string;
  readonly frame: Frame;
  readonly content: Html;
  /** Style beyond the look of all pages; its page is given with a policy that names it. */
  readonly look?: string;
}

/** Head and foot of a page: whose it is and where else one can go. */
export interface Frame {
  readonly name: string;
  /** Small, beside the name: "by Example Ltd". */
  readonly by: string;
  /** The water in the mark: share of the error budget that is spent. */
  readonly spent: Water | null;
  readonly home: string;
  readonly links: readonly {
    readonly href: string;
    readonly words: string;
    readonly isHere: boolean;
  }[];
  /** What a reader must know before believing the figures; null: nothing. */
  readonly notice: string | null;
  /** The last line of the page. */
  readonly foot: Html | null;
}

/** A page with the mark, whose it is and where else one can go. */
export function renderPage({
  title,
  description,
  frame,
  content,
  look: more = "",
}: Page): Promise<string> {
  return renderDocument({
    title,
    description,
    icon: "/favicon.svg",
    look: look + more,
    script: pageScript,
    header: html`<a class="brand" href="${frame.home}">${loadLine(frame.spent)}<span><b>${frame.name}</b><small>${frame.by}</small></span></a>
<nav aria-label="Pages">${frame.links.map(navLink)}</nav>`,
    content: html`${frame.notice === null ? "" : html`<p class="notice">${frame.notice}</p>`}
${content}`,
    footer: html`${frame.foot}<p>The water in the mark is the share of the error budget that is spent; the line is the promise. Measured and published by Plimsoll.</p>`,
  });
}

const navLink = ({ href, words, isHere }: Frame["links"][number]): Html =>
  html`<a href="${href}"${isHere ? html` aria-current="page"` : ""}>${words}</a>`;

/** For the header beside `renderPage`, with the style that the page brought. */
export const pagePolicy = (more = "", forms: Policy["forms"] = "'none'"): string =>
  `${contentSecurityPolicy({ look: look + more, script: pageScript, images: "'self'", forms })}; frame-ancestors 'none'`;
