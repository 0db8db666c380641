import type { HostRequest, HostResponse } from "./exchange.ts";
import type { Tenant } from "./tenant.ts";

export type Answered = HostResponse | Promise<HostResponse>;

/** Answers requests to a site; null: not mine. The request's path and query are below the site's address. */
export type SiteRoute = (tenant: Tenant, request: HostRequest, nowMs: number) => Answered | null;

/** Answers requests to the host as a whole (keys, tokens, Marketplace, inspector); null: not mine. */
export type HostRoute = (request: HostRequest, nowMs: number) => Answered | null;

/** A site's name from the path (`/s/acme-17/…`) or the Host header (`acme-17.localhost`). */
export function siteOf(request: HostRequest): { name: string; path: string } | null {
  const { path } = request;
  if (path.startsWith("/s/")) {
    const end = path.indexOf("/", 3);
    return end < 0
      ? { name: path.slice(3), path: "/" }
      : { name: path.slice(3, end), path: path.slice(end) };
  }
  const host = request.headers.host ?? "";
  const at = host.indexOf(".localhost");
  return at > 0 ? { name: host.slice(0, at), path } : null;
}

/** The first who takes a request to the host as a whole. */
export function firstAnswer(
  routes: readonly HostRoute[],
  request: HostRequest,
  nowMs: number,
): Answered | null {
  for (const route of routes) {
    const answered = route(request, nowMs);
    if (answered !== null) return answered;
  }
  return null;
}

/** A segment of a path without its percent-encoding; as it is where that is broken. */
export function decodedSegment(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
