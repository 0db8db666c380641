import { type Person, personAt, personByAccountId } from "../tenants/index.ts";
import type { HostRequest, Tenant } from "../world/index.ts";

/** A person at one of a site's pages. */
export interface Visit {
  readonly tenant: Tenant;
  readonly person: Person;
  /** What stands before every path of the site: "/s/acme-17", on Confluence with "/wiki" behind it. */
  readonly root: string;
  /** Below `root`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly nowMs: number;
}

/** Whoever `?as=` names looks; without it, or where nobody has that account, the site's first person. */
export function visitOf(
  seed: number,
  tenant: Tenant,
  request: HostRequest,
  path: string,
  nowMs: number,
): Visit {
  const query = new URLSearchParams(request.query);
  const named = personByAccountId(seed, tenant, query.get("as") ?? "");
  return {
    tenant,
    person: named ?? personAt(seed, tenant, 0),
    root: new URL(tenant.baseUrl).pathname.replace(/\/$/, ""),
    path,
    query,
    nowMs,
  };
}

/** A link to a page of the same site that keeps who looks. */
export function linkTo(
  { root, person }: Visit,
  path: string,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(parameters);
  if (person.index > 0) query.set("as", person.accountId);
  return `${root}${path}${query.size > 0 ? `?${query}` : ""}`;
}

export const modulePath = (addonKey: string, moduleKey: string): string =>
  `/plugins/servlet/ac/${encodeURIComponent(addonKey)}/${encodeURIComponent(moduleKey)}`;

/** Leads out of the site to the add-on's own page, signed at that moment. */
export const redirectPath = (addonKey: string, itemKey: string): string =>
  modulePath(addonKey, itemKey).replace("/ac/", "/ac-redirect/");
