import type { HostRequest, HostResponse, HostRoute, World } from "../../world/index.ts";
import type { App } from "../app.ts";
import { type Credentials, isAuthorised } from "./basic-auth.ts";
import { exportDesk } from "./exports.ts";
import { listingOf } from "./listing.ts";
import type { Market } from "./market.ts";
import { v2Resources } from "./marketplace-v2.ts";
import { v3Resources } from "./marketplace-v3.ts";
import { reportResources, v2Reports, v3Reports } from "./reporting.ts";
import { findResource, marketError } from "./resource.ts";

export interface MarketplaceOptions {
  /** Who may read reports, by Basic authentication; null: nobody. */
  readonly credentials: Credentials | null;
  /** How long an export in the background takes. */
  readonly exportMs: number;
}

/**
 * The Marketplace's REST interface: version 2 under `/rest/2`, version 3 under `/marketplace/rest/3`.
 * Listings are open to everybody, reports and developer spaces take credentials.
 */
export function marketplace(
  world: World,
  apps: () => readonly App[],
  { credentials, exportMs }: MarketplaceOptions,
): HostRoute {
  const market: Market = {
    seed: world.seed,
    tenants: () => world.tenants.all(),
    listings: () => apps().map(listingOf),
    exports: exportDesk(world.seed, exportMs),
  };
  const resources = [
    ...v2Resources(market),
    ...v3Resources(market),
    ...reportResources(market, v2Reports),
    ...reportResources(market, v3Reports),
  ];

  function answer(request: HostRequest, nowMs: number): HostResponse {
    const found = findResource(resources, request);
    if (found.kind === "unknown") return marketError(404, `There is nothing at ${request.path}.`);
    if (found.kind === "wrong-method") {
      const allow = found.allowed.join(", ");
      return marketError(405, `Only ${allow} is allowed here.`, { allow });
    }
    const { resource, params } = found;
    if (resource.isPrivate && !isAuthorised(request, credentials))
      return marketError(401, "This needs the e-mail address and API token of the vendor.", {
        "www-authenticate": 'Basic realm="Marketplace"',
      });
    return resource.answer({ params, query: new URLSearchParams(request.query), request, nowMs });
  }

  return (request, nowMs) => {
    const { path, query, method } = request;
    if (!path.startsWith("/rest/2/") && !path.startsWith("/marketplace/rest/3/")) return null;
    const response = answer(request, nowMs);
    world.journal.note({
      atMs: nowMs,
      direction: "to-host",
      clientKey: null,
      addonKey: null,
      kind: "marketplace",
      method,
      url: query === "" ? path : `${path}?${query}`,
      status: response.status,
      tookMs: world.clock.nowMs() - nowMs,
      claims: null,
      reason: response.status >= 400 ? `The Marketplace answered ${response.status}.` : null,
    });
    return response;
  };
}
