import type { RestAnswer } from "./rest/index.ts";
import {
  type HostRequest,
  type HostResponse,
  memoized,
  type Product,
  type SiteRoute,
  siteOf,
  type Tenant,
  type World,
} from "./world/index.ts";

export type AskRest = (tenant: Tenant, request: HostRequest, nowMs: number) => RestAnswer;

/** The same few paths are asked for again and again, on every site. */
const MOST_PATHS = 20_000;

/** Answers a request to a site: pages and installation first, then the product's REST interface. */
export function siteAnswer(
  world: World,
  rest: Readonly<Record<Product, AskRest>>,
  routes: readonly SiteRoute[],
): (request: HostRequest, nowMs: number) => HostResponse | Promise<HostResponse> | null {
  // One string for all that say the same is quickly compared, and lets go of the request it came in.
  const pathOf = memoized(MOST_PATHS, (_, path) => path);
  return (request, nowMs) => {
    const site = siteOf(request);
    if (site === null) return null;
    const tenant = world.tenants.byName(site.name);
    if (!tenant) return { status: 404, body: `There is no site called ${site.name}.` };
    const { method, query, headers, body } = request;
    const below: HostRequest = { method, path: pathOf(method, site.path), query, headers, body };
    const hostMs = nowMs + world.skewMs(tenant, nowMs);
    for (const route of routes) {
      const answered = route(tenant, below, hostMs);
      if (answered !== null) return answered;
    }
    return restAnswer(world, rest, tenant, below, nowMs, hostMs);
  };
}

function restAnswer(
  world: World,
  rest: Readonly<Record<Product, AskRest>>,
  tenant: Tenant,
  request: HostRequest,
  nowMs: number,
  hostMs: number,
): HostResponse {
  const answer = rest[tenant.product](tenant, request, hostMs);
  world.journal.note({
    atMs: nowMs,
    direction: "to-host",
    clientKey: tenant.clientKey,
    addonKey: answer.addonKey,
    kind: "rest",
    method: request.method,
    url:
      request.query === ""
        ? request.path
        : `${request.path}?${request.query.replace(/(^|&)jwt=[^&]*/, "$1jwt=…")}`,
    status: answer.response.status,
    tookMs: world.clock.nowMs() - nowMs,
    claims: answer.claims,
    reason: answer.reason,
  });
  return answer.response;
}
