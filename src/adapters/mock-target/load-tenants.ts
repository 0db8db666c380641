import type { LoadTenant } from "../../loadtest/model/index.ts";
import { siteValues } from "../../loadtest/workload/index.ts";
import type { MockHost, Tenant } from "../../mockhost/index.ts";

type Sites = Pick<MockHost, "world" | "jira" | "confluence">;

/** Rows of a site that sessions visit: enough for pages and webhooks that differ. */
const MOST_ROWS = 20;

/** The sites on which the add-on is enabled, largest first, each with rows of what is on it. */
export const loadTenants = (host: Sites, addonKey: string): readonly LoadTenant[] =>
  [...host.world.tenants.all()]
    .filter(({ installations }) => installations.get(addonKey)?.state === "enabled")
    .sort((a, b) => b.users - a.users || a.index - b.index)
    .map((tenant) => loadTenant(host, tenant, addonKey));

function loadTenant(host: Sites, tenant: Tenant, addonKey: string): LoadTenant {
  const { clientKey, sharedSecret, baseUrl, product, licence } = tenant;
  const rows = product === "jira" ? jiraRows(host, tenant) : confluenceRows(host, tenant);
  const isLicensed = licence === "active" || licence === "evaluation";
  const { oauthClientId } = tenant.installations.get(addonKey)!;
  const site = { clientKey, sharedSecret, baseUrl, product, isLicensed, oauthClientId };
  return { clientKey, sharedSecret, baseUrl, values: siteValues(site, columnsOf(rows)) };
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

function confluenceRows({ confluence }: Sites, tenant: Tenant): readonly Row[] {
  const site = confluence.sites(tenant);
  const pages = [...site.contents.values()].filter(
    ({ type, status }) => (type === "page" || type === "blogpost") && status === "current",
  );
  return spread(pages).map((page, i) => ({
    "content.id": page.id,
    "content.type": page.type,
    "content.version": String(page.versions.at(-1)!.number),
    "page.id": page.id,
    "page.type": page.type,
    "page.version": String(page.versions.at(-1)!.number),
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
