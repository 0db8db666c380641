export type { Project } from "./model/project.ts";

import type { Handlers, Tenant, World } from "../world/index.ts";
import { appFieldHandlers } from "./app-field-options.ts";
import { archiveHandlers } from "./archive.ts";
import { attachmentHandlers } from "./attachments.ts";
import { audienceHandlers } from "./audience.ts";
import { autocompleteHandlers } from "./autocomplete.ts";
import { avatarHandlers } from "./avatars.ts";
import { bulkPropertyHandlers } from "./bulk-properties.ts";
import { bulkWorklogHandlers } from "./bulk-worklogs.ts";
import { commentAndWorklogHandlers } from "./comments-and-worklogs.ts";
import { componentHandlers } from "./components.ts";
import { configurationHandlers } from "./configuration.ts";
import { dashboardHandlers } from "./dashboards.ts";
import { issueEventEmitter, siteEventEmitter } from "./emit-events.ts";
import { fieldHandlers } from "./fields.ts";
import { filterHandlers } from "./filters.ts";
import { groupHandlers } from "./groups.ts";
import { issueMetaHandlers } from "./issue-meta.ts";
import { issueHandlers } from "./issues.ts";
import { linkHandlers } from "./links.ts";
import { lookupHandlers } from "./lookups.ts";
import { LAST_FIXED_ID } from "./model/seed-site.ts";
import type { Avatar } from "./model/site.ts";
import { jiraSites, type SiteBook } from "./model/site-book.ts";
import { type People, people } from "./people.ts";
import { categoryHandlers } from "./project-categories.ts";
import { projectHandlers } from "./projects.ts";
import { propertyHandlers } from "./properties.ts";
import { remoteLinkHandlers } from "./remote-links.ts";
import { roleHandlers } from "./roles.ts";
import { searchHandlers } from "./search.ts";
import { settingHandlers } from "./setting.ts";
import { taskHandlers } from "./tasks.ts";
import { transitionHandlers } from "./transitions.ts";
import { typeLifeHandlers } from "./type-life.ts";
import { userHandlers } from "./users.ts";
import { versionHandlers } from "./versions.ts";

export { issueEventEmitter } from "./emit-events.ts";
export { matches, parseJql, type Query } from "./jql/index.ts";
export { textOf } from "./model/adf.ts";
export type { Issue } from "./model/issue.ts";
export { findIssue, findProject, type JiraSite } from "./model/site.ts";
export type { SiteBook } from "./model/site-book.ts";

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
  const sites = jiraSites(world);
  const emit = siteEventEmitter(world.emit);
  const events = { emit, emitIssue: issueEventEmitter(world.emit) };
  return {
    sites,
    people: people(world, sites),
    uploadedAvatar: (tenant, id) =>
      id > LAST_FIXED_ID ? sites(tenant).avatars.get(id) : undefined,
    handlers: counted(sites, {
      ...issueHandlers(sites, events),
      ...archiveHandlers(sites),
      ...bulkPropertyHandlers(sites, events.emitIssue),
      ...bulkWorklogHandlers(sites, events.emitIssue),
      ...taskHandlers(sites),
      ...transitionHandlers(sites, events),
      ...commentAndWorklogHandlers(sites, events.emitIssue),
      ...attachmentHandlers(sites, events.emitIssue),
      ...propertyHandlers(sites, events.emitIssue),
      ...searchHandlers(sites),
      ...projectHandlers(sites, events),
      ...userHandlers(sites),
      ...groupHandlers(sites),
      ...roleHandlers(sites),
      ...dashboardHandlers(sites),
      ...fieldHandlers(sites),
      ...appFieldHandlers(sites, events.emitIssue),
      ...issueMetaHandlers(sites),
      ...linkHandlers(sites, emit),
      ...remoteLinkHandlers(sites),
      ...audienceHandlers(sites),
      ...versionHandlers(sites, events),
      ...componentHandlers(sites),
      ...avatarHandlers(sites),
      ...typeLifeHandlers(sites, emit),
      ...filterHandlers(sites, emit),
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
