import type { RestCall, Tenant, World } from "../../world/index.ts";
import { createSite } from "./seed-site.ts";
import type { JiraSite } from "./site.ts";

/** Gives each tenant's site, made on first use. */
export type SiteBook = (tenant: Tenant) => JiraSite;

export function siteBook(world: Pick<World, "seed" | "clock">): SiteBook {
  const sites: JiraSite[] = [];
  return (tenant) => (sites[tenant.index] ??= createSite(world.seed, tenant, world.clock.nowMs()));
}

/** Who acts: the person whom the add-on acts for, else the add-on's own account (the site's first). */
export const actorOf = (site: JiraSite, call: RestCall): string =>
  call.caller.accountId ?? site.personAt(0).accountId;
