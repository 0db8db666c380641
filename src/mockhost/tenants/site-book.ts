import type { RestCall, Tenant } from "../world/index.ts";
import type { Person } from "./person.ts";

/** Gives each tenant's site, made on first use. */
export function siteBook<Site>(create: (tenant: Tenant) => Site): (tenant: Tenant) => Site {
  const sites: Site[] = [];
  return (tenant) => (sites[tenant.index] ??= create(tenant));
}

/** Who acts: the person whom the add-on acts for, else the add-on's own account (the site's first). */
export const actorOf = (
  site: { personAt(index: number): Pick<Person, "accountId"> },
  { caller }: Pick<RestCall, "caller">,
): string => caller.accountId ?? site.personAt(0).accountId;
