import type { RestCall, Tenant, World } from "../../world/index.ts";
import { seedSite } from "./seed-site.ts";
import type { ConfluenceSite } from "./site.ts";

/** Gives each tenant's site, made on first use. */
export type SiteBook = (tenant: Tenant) => ConfluenceSite;

export function siteBook(world: Pick<World, "seed" | "clock">): SiteBook {
  const sites = new WeakMap<Tenant, ConfluenceSite>();
  return (tenant) => {
    let site = sites.get(tenant);
    if (!site) sites.set(tenant, (site = seedSite(world.seed, tenant, world.clock.nowMs())));
    return site;
  };
}

/** Who acts: the person whom the add-on acts for, else the add-on's own account (the site's first). */
export const actorOf = (site: ConfluenceSite, call: RestCall): string =>
  call.caller.accountId ?? site.personAt(0).accountId;
