import type { LoadTenant } from "../../loadtest/target/index.ts";
import type { MockHost, Tenant } from "../../mockhost/index.ts";

type Sites = Pick<MockHost, "world" | "jira" | "confluence">;

/** Rows of a site that sessions visit: enough for pages and webhooks that differ. */
const MOST_ROWS = 20;

/**
 * The sites on which the add-on is enabled, largest first. The lists of a site's values run side by
 * side: the i-th issue is one of the i-th project, and the i-th person is somebody of that site.
 */
export function loadTenants(host: Sites, addonKey: string): readonly LoadTenant[] {
  return [...host.world.tenants.all()]
    .filter(({ installations }) => installations.get(addonKey)?.state === "enabled")
    .sort((a, b) => b.users - a.users || a.index - b.index)
    .map((tenant) => ({
      clientKey: tenant.clientKey,
      sharedSecret: tenant.sharedSecret,
      baseUrl: tenant.baseUrl,
      values: columnsOf(
        tenant.product === "jira" ? jiraRows(host, tenant) : spaceRows(host, tenant),
      ),
    }));
}

type Row = Readonly<Record<string, string>>;

function jiraRows({ jira }: Sites, tenant: Tenant): readonly Row[] {
  const site = jira.sites(tenant);
  return spread([...site.issues.values()]).map((issue, i) => ({
    "issue.id": issue.id,
    "issue.key": issue.key,
    "issuetype.id": issue.type.id,
    "project.id": issue.projectId,
    "project.key": site.projects.get(issue.projectId)!.key,
    "user.accountId": site.personAt(i % tenant.users).accountId,
  }));
}

function spaceRows({ confluence }: Sites, tenant: Tenant): readonly Row[] {
  const site = confluence.sites(tenant);
  const pages = [...site.contents.values()].filter(
    ({ type, status }) => (type === "page" || type === "blogpost") && status === "current",
  );
  return spread(pages).map((page, i) => ({
    "content.id": page.id,
    "content.type": page.type,
    "content.version": String(page.versions.at(-1)!.number),
    "page.id": page.id,
    "page.title": page.title,
    "space.id": page.spaceId,
    "space.key": site.spaces.get(page.spaceId)!.key,
    "user.accountId": site.personAt(i % tenant.users).accountId,
  }));
}

/** At most `MOST_ROWS` of them, from all over the list. */
const spread = <T>(rows: readonly T[]): readonly T[] =>
  rows.filter((_, i) => i % Math.ceil(rows.length / MOST_ROWS) === 0);

const columnsOf = (rows: readonly Row[]): LoadTenant["values"] =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name]!)]),
  );
