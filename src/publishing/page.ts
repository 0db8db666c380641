import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
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

/** A whole document. Style and script stand in it, so that a saved page is a page. */
export async function renderPage(page: Page): Promise<string> {
  const { title, description, frame, content } = page;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${description}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${raw(look + (page.look ?? ""))}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="width">
<a class="brand" href="${frame.home}">${loadLine(frame.spent)}<span><b>${frame.name}</b><small>${frame.by}</small></span></a>
<nav aria-label="Pages">${frame.links.map(navLink)}</nav>
</div></header>
<main id="content" class="width">
${frame.notice === null ? "" : html`<p class="notice">${frame.notice}</p>`}
${content}
</main>
<footer class="foot"><div class="width">${frame.foot}<p>The water in the mark is the share of the error budget that is spent; the line is the promise. Measured and published by Plimsoll.</p></div></footer>
<script>${raw(pageScript)}</script>
</body>
</html>
`;
  return String(await document);
}

const navLink = ({ href, words, isHere }: Frame["links"][number]): Html =>
  html`<a href="${href}"${isHere ? html` aria-current="page"` : ""}>${words}</a>`;

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing but our own style, script and pictures, named by hash; nothing from elsewhere. */
export const contentSecurityPolicyOf = (additions: string): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(look + additions)}`,
    `script-src ${hashOf(pageScript)}`,
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

export const contentSecurityPolicy = contentSecurityPolicyOf("");
