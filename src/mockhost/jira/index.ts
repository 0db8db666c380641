import type { Handlers } from "../call.ts";
import type { Tenant } from "../tenant.ts";
import type { World } from "../world.ts";
import { appFieldHandlers } from "./app-field-options.ts";
import { archiveHandlers } from "./archive.ts";
import { attachmentHandlers } from "./attachments.ts";
import { audienceHandlers } from "./audience.ts";
import { autocompleteHandlers } from "./autocomplete.ts";
import { avatarHandlers } from "./avatars.ts";
import { bulkPropertyHandlers } from "./bulk-properties.ts";
import { bulkWorklogHandlers } from "./bulk-worklogs.ts";
import { componentHandlers } from "./components.ts";
import { configurationHandlers } from "./configuration.ts";
import { dashboardHandlers } from "./dashboards.ts";
import { fieldHandlers } from "./fields.ts";
import { filterHandlers } from "./filters.ts";
import { groupHandlers } from "./groups.ts";
import { issueMetaHandlers } from "./issue-meta.ts";
import { issueHandlers } from "./issues.ts";
import { linkHandlers } from "./links.ts";
import { lookupHandlers } from "./lookups.ts";
import { type People, people } from "./people.ts";
import { categoryHandlers } from "./project-categories.ts";
import { projectHandlers } from "./projects.ts";
import { propertyHandlers } from "./properties.ts";
import { remarkHandlers } from "./remarks.ts";
import { remoteLinkHandlers } from "./remote-links.ts";
import { reporter, reportIssue } from "./report.ts";
import { roleHandlers } from "./roles.ts";
import { searchHandlers } from "./search.ts";
import { LAST_FIXED_ID } from "./seed-site.ts";
import { settingHandlers } from "./setting.ts";
import { type SiteBook, siteBook } from "./site-book.ts";
import { taskHandlers } from "./tasks.ts";
import { transitionHandlers } from "./transitions.ts";
import { typeLifeHandlers } from "./type-life.ts";
import type { Avatar } from "./uploaded-avatars.ts";
import { userHandlers } from "./users.ts";
import { versionHandlers } from "./versions.ts";

export { textOf } from "./adf.ts";
export type { Issue } from "./issue.ts";
export { matches, parseJql, type Query } from "./jql/index.ts";
export { reportIssue } from "./report.ts";
export { findIssue, findProject, type JiraSite, type Project } from "./site.ts";
export type { SiteBook } from "./site-book.ts";

/** Jira's side of the mock host: its sites, and a handler for every operation that is true to life. */
export interface Jira {
  readonly sites: SiteBook;
  readonly handlers: Handlers;
  /** Who joins, changes and leaves. */
  readonly people: People;
  /** A picture that was uploaded; undefined where the id stands for none. */
  uploadedAvatar(tenant: Tenant, id: number): Avatar | undefined;
}

export function jira(world: World): Jira {
  const sites = siteBook(world);
  const report = reporter(world.emit);
  const reports = { report, reportIssue: reportIssue(world.emit) };
  return {
    sites,
    people: people(world, sites),
    uploadedAvatar: (tenant, id) =>
      id > LAST_FIXED_ID ? sites(tenant).avatars.get(id) : undefined,
    handlers: counted(sites, {
      ...issueHandlers(sites, reports),
      ...archiveHandlers(sites),
      ...bulkPropertyHandlers(sites, reports.reportIssue),
      ...bulkWorklogHandlers(sites, reports.reportIssue),
      ...taskHandlers(sites),
      ...transitionHandlers(sites, reports),
      ...remarkHandlers(sites, reports.reportIssue),
      ...attachmentHandlers(sites, reports.reportIssue),
      ...propertyHandlers(sites, reports.reportIssue),
      ...searchHandlers(sites),
      ...projectHandlers(sites, reports),
      ...userHandlers(sites),
      ...groupHandlers(sites),
      ...roleHandlers(sites),
      ...dashboardHandlers(sites),
      ...fieldHandlers(sites),
      ...appFieldHandlers(sites, reports.reportIssue),
      ...issueMetaHandlers(sites),
      ...linkHandlers(sites, report),
      ...remoteLinkHandlers(sites),
      ...audienceHandlers(sites),
      ...versionHandlers(sites, reports),
      ...componentHandlers(sites),
      ...avatarHandlers(sites),
      ...typeLifeHandlers(sites, report),
      ...filterHandlers(sites, report),
      ...lookupHandlers(sites),
      ...configurationHandlers(sites),
      ...categoryHandlers(sites),
      ...autocompleteHandlers(sites),
      ...settingHandlers(sites),
    }),
  };
}

/** Counts what may have changed a site: every call but a GET. */
const counted = (sites: SiteBook, handlers: Handlers): Handlers =>
  Object.fromEntries(
    Object.entries(handlers).map(([operation, handler]) => [
      operation,
      (call) => {
        if (call.request.method !== "GET") sites(call.tenant).revision++;
        return handler(call);
      },
    ]),
  );
