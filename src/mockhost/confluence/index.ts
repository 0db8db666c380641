import type { Operation } from "../rest/index.ts";
import type { Handlers, World } from "../world/index.ts";
import { addonPropertyHandlers } from "./addon-properties.ts";
import { attachmentHandlers } from "./attachments.ts";
import { commentHandlers } from "./comments.ts";
import { contentStateHandlers } from "./content-states.ts";
import { treeHandlers } from "./content-tree.ts";
import { customContentHandlers } from "./custom-content.ts";
import { siteEventEmitter } from "./emit-events.ts";
import { folderHandlers } from "./folders.ts";
import { groupHandlers } from "./groups.ts";
import { labelHandlers } from "./labels.ts";
import { macroHandlers } from "./macros.ts";
import { confluenceSites, type SiteBook } from "./model/site-book.ts";
import { partHandlers } from "./page-parts.ts";
import { pageHandlers } from "./pages.ts";
import { propertyHandlers } from "./properties.ts";
import { v1ContentHandlers } from "./rest-v1-contents.ts";
import { v1Operations } from "./rest-v1-operations.ts";
import { v1PropertyHandlers } from "./rest-v1-properties.ts";
import { v1SpaceHandlers } from "./rest-v1-spaces.ts";
import { restrictionHandlers } from "./restrictions.ts";
import { searchHandlers } from "./search.ts";
import { userSearchHandlers } from "./search-users.ts";
import { settingHandlers } from "./setting.ts";
import { spacePermissionHandlers } from "./space-permissions.ts";
import { spaceHandlers } from "./spaces.ts";
import { taskHandlers } from "./tasks.ts";
import { userPropertyHandlers } from "./user-properties.ts";
import { userHandlers } from "./users.ts";
import { watchHandlers } from "./watches.ts";

export { textOf } from "./model/body.ts";
export type { Content } from "./model/content.ts";
export { type ConfluenceSite, spaceOf } from "./model/site.ts";

/** Confluence's side of the mock host: its sites, and a handler for every operation that is true to life. */
export interface Confluence {
  readonly sites: SiteBook;
  readonly handlers: Handlers;
  /** Operations beyond the interface table: REST v1, which add-ons still call. */
  readonly operations: readonly Operation[];
}

export function confluence(world: World): Confluence {
  const sites = confluenceSites(world);
  const emit = siteEventEmitter(world.emit);
  const spaces = spaceHandlers(sites, emit);
  const written = { ...pageHandlers(sites, emit), ...commentHandlers(sites, emit) };
  return {
    sites,
    operations: v1Operations,
    handlers: {
      ...written,
      ...v1ContentHandlers(sites, written),
      ...v1PropertyHandlers(sites),
      ...spaces,
      ...v1SpaceHandlers(sites, spaces, emit),
      ...spacePermissionHandlers(sites, emit),
      ...restrictionHandlers(sites, emit),
      ...treeHandlers(sites, emit),
      ...macroHandlers(sites),
      ...contentStateHandlers(sites),
      ...partHandlers(sites),
      ...folderHandlers(sites),
      ...customContentHandlers(sites, emit),
      ...labelHandlers(sites, emit),
      ...attachmentHandlers(sites, emit),
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
