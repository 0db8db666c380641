import type { Handlers } from "../call.ts";
import type { Operation } from "../rest/index.ts";
import type { World } from "../world.ts";
import { addonPropertyHandlers } from "./addon-properties.ts";
import { attachmentHandlers } from "./attachments.ts";
import { commentHandlers } from "./comments.ts";
import { contentStateHandlers } from "./content-states.ts";
import { treeHandlers } from "./content-tree.ts";
import { customContentHandlers } from "./custom-content.ts";
import { folderHandlers } from "./folders.ts";
import { groupHandlers } from "./groups.ts";
import { labelHandlers } from "./labels.ts";
import { macroHandlers } from "./macros.ts";
import { olderContentHandlers } from "./older-contents.ts";
import { olderPropertyHandlers } from "./older-properties.ts";
import { olderSpaceHandlers } from "./older-spaces.ts";
import { olderOperations } from "./operations.ts";
import { partHandlers } from "./page-parts.ts";
import { pageHandlers } from "./pages.ts";
import { propertyHandlers } from "./properties.ts";
import { reporter } from "./report.ts";
import { restrictionHandlers } from "./restrictions.ts";
import { searchHandlers } from "./search.ts";
import { userSearchHandlers } from "./search-users.ts";
import { settingHandlers } from "./setting.ts";
import { type SiteBook, siteBook } from "./site-book.ts";
import { spacePermissionHandlers } from "./space-permissions.ts";
import { spaceHandlers } from "./spaces.ts";
import { taskHandlers } from "./tasks.ts";
import { userPropertyHandlers } from "./user-properties.ts";
import { userHandlers } from "./users.ts";
import { watchHandlers } from "./watches.ts";

export { textOf } from "./body.ts";
export type { Content, Space } from "./content.ts";
export { type ConfluenceSite, findContent, spaceOf } from "./site.ts";
export type { SiteBook } from "./site-book.ts";

/** Confluence's side of the mock host: its sites, and a handler for every operation that is true to life. */
export interface Confluence {
  readonly sites: SiteBook;
  readonly handlers: Handlers;
  /** Operations beyond the interface table: the older interface that add-ons still call. */
  readonly operations: readonly Operation[];
}

export function confluence(world: World): Confluence {
  const sites = siteBook(world);
  const report = reporter(world.emit);
  const spaces = spaceHandlers(sites, report);
  const written = { ...pageHandlers(sites, report), ...commentHandlers(sites, report) };
  return {
    sites,
    operations: olderOperations,
    handlers: {
      ...written,
      ...olderContentHandlers(sites, written),
      ...olderPropertyHandlers(sites),
      ...spaces,
      ...olderSpaceHandlers(sites, spaces, report),
      ...spacePermissionHandlers(sites, report),
      ...restrictionHandlers(sites, report),
      ...treeHandlers(sites, report),
      ...macroHandlers(sites),
      ...contentStateHandlers(sites),
      ...partHandlers(sites),
      ...folderHandlers(sites),
      ...customContentHandlers(sites, report),
      ...labelHandlers(sites, report),
      ...attachmentHandlers(sites, report),
      ...propertyHandlers(sites),
      ...addonPropertyHandlers(sites),
      ...taskHandlers(sites),
      ...userHandlers(sites),
      ...userPropertyHandlers(sites),
      ...userSearchHandlers(sites),
      ...groupHandlers(sites),
      ...watchHandlers(sites),
      ...searchHandlers(sites),
      ...settingHandlers(sites),
    },
  };
}
