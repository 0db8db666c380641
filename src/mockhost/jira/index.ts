import type { Handlers } from "../call.ts";
import type { World } from "../world.ts";
import { attachmentHandlers } from "./attachments.ts";
import { issueHandlers } from "./issues.ts";
import { projectHandlers } from "./projects.ts";
import { propertyHandlers } from "./properties.ts";
import { remarkHandlers } from "./remarks.ts";
import { reportIssue } from "./report.ts";
import { searchHandlers } from "./search.ts";
import { settingHandlers } from "./setting.ts";
import { type SiteBook, siteBook } from "./site-book.ts";
import { transitionHandlers } from "./transitions.ts";
import { userHandlers } from "./users.ts";

export { textOf } from "./adf.ts";
export type { Issue } from "./issue.ts";
export { matches, parseJql, type Query } from "./jql/index.ts";
export { findIssue, findProject, type JiraSite, type Project } from "./site.ts";
export type { SiteBook } from "./site-book.ts";

/** Jira's side of the mock host: its sites, and a handler for every operation that is true to life. */
export interface Jira {
  readonly sites: SiteBook;
  readonly handlers: Handlers;
}

export function jira(world: World): Jira {
  const sites = siteBook(world);
  const report = reportIssue(world.emit);
  return {
    sites,
    handlers: {
      ...issueHandlers(sites, report),
      ...transitionHandlers(sites, report),
      ...remarkHandlers(sites, report),
      ...attachmentHandlers(sites, report),
      ...propertyHandlers(sites, report),
      ...searchHandlers(sites),
      ...projectHandlers(sites),
      ...userHandlers(sites),
      ...settingHandlers(),
    },
  };
}
