import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { isoTime } from "../../../core/time/index.ts";
import { look } from "./look.ts";
import { script } from "./script.ts";

/** A piece of a page; every value put into it was escaped. */
export type Html = ReturnType<typeof html>;

const links = [
  ["tenants", "/_mockhost/", "Sites"],
  ["calls", "/_mockhost/calls", "Calls"],
  ["apps", "/_mockhost/apps", "Releases"],
  ["traffic", "/_mockhost/traffic", "Traffic"],
  ["faults", "/_mockhost/faults", "Faults"],
] as const;

export type PageName = (typeof links)[number][0];

export const isPage = (name: string): name is PageName => links.some(([page]) => page === name);

/** What every page stands in: which one it is, what it is called, and the host's own time. */
export interface Framing {
  readonly name: PageName;
  readonly title: string;
  readonly nowMs: number;
}

export async function framed({ name, title, nowMs }: Framing, content: Html): Promise<string> {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · mock host</title>
<link rel="icon" href="data:,">
<style>${raw(look)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="width"><b>Mock host</b>
<nav aria-label="Pages">${links.map(
    ([page, href, words]) =>
      html`<a href="${href}"${page === name ? html` aria-current="page"` : ""}>${words}</a>`,
  )}</nav><p class="clock" id="clock" data-live>Host time ${moment(nowMs)} UTC</p></div></header>
<main id="content" class="width" tabindex="-1">${content}</main>
<script>${raw(script)}</script>
</body>
</html>
`;
  return String(await document);
}

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing but our own style and script, named by hash; nothing from elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${hashOf(look)}`,
  `script-src ${hashOf(script)}`,
  "img-src data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const GROUPED = new Intl.NumberFormat("en");
/** `12,340` */
export const number = (value: number): string => GROUPED.format(value);
/** `1 site`, `12,340 sites` */
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

/** A moment: its time of day in UTC, and all of it for machines. */
export function moment(ms: number): Html {
  const iso = isoTime(ms);
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`;
}
