import type { HostRequest, HostResponse } from "../exchange.ts";
import { json } from "../rest/index.ts";
import type { SiteRoute } from "../routes.ts";
import type { Tenant } from "../tenant.ts";
import type { World } from "../world.ts";
import type { FrameBook } from "./frame-book.ts";
import { frameReport } from "./frame-report.ts";
import { openFrame } from "./open-frame.ts";
import type { PagePasses } from "./page-pass.ts";
import type { Sights } from "./read-viewing.ts";
import { showPage } from "./show-page.ts";
import { visitOf } from "./visit.ts";

export interface SiteRouteParts {
  readonly sightsOf: (tenant: Tenant) => Sights;
  readonly passes: PagePasses;
  readonly book: FrameBook;
}

const MODULE = /^\/plugins\/servlet\/ac\/([^/]+)\/([^/]+)(\/frame)?$/;

/** Answers what people's browsers ask a site for; everything else is left to the REST interface. */
export function siteRoute(world: World, parts: SiteRouteParts): SiteRoute {
  return (tenant, request, nowMs) => {
    if (isRest(request.path)) return null;
    const path = belowContext(tenant, request.path);
    const [, addon = "", module = "", isReport] = MODULE.exec(path) ?? [];
    const of = { tenant, addonKey: decode(addon), moduleKey: decode(module) };
    if (addon !== "" && isReport) return frameReport(world, parts.book, of, request, nowMs);
    if (request.method !== "GET") return null;
    const visit = visitOf(world.seed, tenant, request, path, nowMs);
    if (addon !== "" && visit.query.get("classifier") === "json") {
      const { accountId } = visit.person;
      const asked = { ...of, accountId, query: visit.query, nowMs };
      const opened = openFrame(world.seed, parts.sightsOf(tenant), asked);
      return opened.kind === "frame"
        ? json(200, opened.extension, { "cache-control": "no-store" })
        : json(404, { message: opened.sentence });
    }
    if (!wantsPage(request)) return null;
    return elsewhere(tenant, request) ?? showPage(world, parts, visit, addon === "" ? null : of);
  };
}

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

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
