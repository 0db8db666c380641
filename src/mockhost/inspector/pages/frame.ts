import { html } from "hono/html";
import { isoTime } from "../../../core/time/index.ts";
import { contentSecurityPolicy, type Html, renderDocument } from "../../../ui/index.ts";
import { look } from "./look.ts";
import { script } from "./script.ts";

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

export function framed({ name, title, nowMs }: Framing, content: Html): Promise<string> {
  return renderDocument({
    title: `${title} · mock host`,
    description: null,
    icon: "data:,",
    look,
    script,
    header: html`<b>Mock host</b>
<nav aria-label="Pages">${links.map(
      ([page, href, words]) =>
        html`<a href="${href}"${page === name ? html` aria-current="page"` : ""}>${words}</a>`,
    )}</nav><p class="clock" id="clock" data-live>Host time ${timeOfDay(nowMs)} UTC</p>`,
    content,
    footer: null,
  });
}

/** For the header of every page here. */
export const inspectorPolicy = `${contentSecurityPolicy({ look, script, images: "data:", forms: "'self'" })}; frame-ancestors 'none'`;

/** A moment: its time of day in UTC, and all of it for machines. */
export function timeOfDay(ms: number): Html {
  const iso = isoTime(ms);
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`;
}
