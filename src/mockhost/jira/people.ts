import type { Person, PersonalFacts } from "../tenants/index.ts";
import type { Tenant, World } from "../world/index.ts";
import { eventStyle } from "./emit-events.ts";
import type { SiteBook } from "./model/site-book.ts";
import { userView } from "./views.ts";

/**
 * What administrators do to the people of a site, which no add-on may. Add-ons hear of it:
 * `user_created`, `user_updated`, `user_deleted`.
 */
export interface People {
  join(tenant: Tenant, person: PersonalFacts): Person;
  /** Null where the site has nobody with this account. */
  change(tenant: Tenant, accountId: string, facts: Partial<PersonalFacts>): Person | null;
  /** Null where the site has nobody with this account. */
  leave(tenant: Tenant, accountId: string): Person | null;
}

export function people(world: Pick<World, "clock" | "emit">, sites: SiteBook): People {
  function emitUser<P extends Person | null>(act: string, tenant: Tenant, person: P): P {
    if (person === null) return person;
    const site = sites(tenant);
    site.revision++;
    world.emit({
      tenant,
      type: `user_${act}`,
      atMs: world.clock.nowMs(),
      accountId: null,
      flow: "Primary",
      trace: null,
      payload: { user: userView(person, eventStyle(site)) },
    });
    return person;
  }
  const of = (tenant: Tenant) => sites(tenant).people;
  return {
    join: (tenant, person) => emitUser("created", tenant, of(tenant).join(person)),
    change: (tenant, accountId, facts) =>
      emitUser("updated", tenant, of(tenant).change(accountId, facts)),
    leave: (tenant, accountId) => emitUser("deleted", tenant, of(tenant).leave(accountId)),
  };
}
