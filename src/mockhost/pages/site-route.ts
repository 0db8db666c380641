import type { Jira } from "../jira/index.ts";
import {
  decodedSegment,
  type HostRequest,
  type HostResponse,
  json,
  type SiteRoute,
  type Tenant,
  type World,
} from "../world/index.ts";
import type { FrameBook } from "./frame-book.ts";
import { frameReport } from "./frame-report.ts";
import { type MacroBook, saveMacro } from "./macro-book.ts";
import { type OpenedFrame, openFrame } from "./open-frame.ts";
import { QUICK_CREATE_PATH, quickCreate } from "./quick-create.ts";
import { type PageParts, showPage } from "./show-page.ts";
import { visitOf } from "./visit.ts";

export interface SiteRouteParts extends PageParts {
  readonly jira: Jira;
  readonly book: FrameBook;
  readonly macros: MacroBook;
}

const MODULE = /^\/plugins\/servlet\/ac(-redirect)?\/([^/]+)\/([^/]+)(?:\/(frame|macro))?$/;

/** Answers what people's browsers ask a site for; everything else is left to the REST interface. */
export function siteRoute(world: World, parts: SiteRouteParts): SiteRoute {
  return (tenant, request, nowMs) => {
    if (isRest(request.path)) return null;
    const path = belowContext(tenant, request.path);
    const [, isRedirect, addon = "", module = "", told] = MODULE.exec(path) ?? [];
    const of = { tenant, addonKey: decodedSegment(addon), moduleKey: decodedSegment(module) };
    if (told === "frame") return frameReport(world, parts.book, of, request, nowMs);
    if (told === "macro") return saveMacro(parts.macros, parts.sightsOf(tenant), of, request);
    const visit = visitOf(world.seed, tenant, request, path, nowMs);
    if (path === QUICK_CREATE_PATH && tenant.product === "jira")
      return quickCreate(parts.jira, visit, request);
    if (request.method !== "GET") return null;
    const open = () =>
      openFrame(world.seed, parts.sightsOf(tenant), {
        ...of,
        accountId: visit.person.accountId,
        query: visit.query,
        nowMs,
      });
    if (addon !== "" && visit.query.get("classifier") === "json") return asJson(open());
    if (!wantsPage(request)) return null;
    const moved = elsewhere(tenant, request) ?? (isRedirect ? toAddon(open()) : null);
    return moved ?? showPage(world, parts, visit, addon === "" ? null : of);
  };
}

const asJson = (opened: OpenedFrame): HostResponse =>
  opened.kind === "frame"
    ? json(200, opened.extension, { "cache-control": "no-store" })
    : json(404, { message: opened.sentence });

/** A web item's page outside any frame: the browser is sent there with a token made this moment. */
const toAddon = (opened: OpenedFrame): HostResponse | null =>
  opened.kind === "frame"
    ? {
        status: 307,
        headers: {
          location: opened.extension.url,
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
        },
      }
    : null;

/** The busy paths are told apart first. */
const isRest = (path: string): boolean =>
  path.startsWith("/rest/") || path.startsWith("/wiki/rest/") || path.startsWith("/wiki/api/");

/** Below "/wiki" on Confluence. */
function belowContext(tenant: Tenant, path: string): string {
  if (tenant.product !== "confluence" || !/^\/wiki(\/|$)/.test(path)) return path;
  return path.slice("/wiki".length) || "/";
}

const wantsPage = ({ headers }: HostRequest): boolean =>
  (headers.accept ?? "").includes("text/html");

/**
 * A site's pages live at its own address only, because add-ons let nobody else frame them; a browser
 * that came by another name is sent there.
 */
function elsewhere(tenant: Tenant, { headers, path, query }: HostRequest): HostResponse | null {
  const { host, origin, pathname } = new URL(tenant.baseUrl);
  const isHome = tenant.product === "confluence" && belowContext(tenant, path) === path;
  if (headers.host === host && !isHome) return null;
  const target = `${origin}${pathname.replace(/\/$/, "")}${belowContext(tenant, path)}`;
  return { status: 302, headers: { location: query === "" ? target : `${target}?${query}` } };
}
