import { actorOf } from "../tenants/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { operationsOn } from "./included-parts.ts";
import { ancestorsOf, type ConfluenceSite, childrenOf, findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { addContent } from "./model/write-content.ts";
import { badRequest, notFound, onContent, pageOf, single } from "./rest-v2.ts";
import { contentView } from "./views.ts";

/** Folders stand in the tree between pages and hold nothing but what is below them. */
export const folderHandlers = (sites: SiteBook): Handlers => ({
  createFolder: (call) => create(call, sites(call.tenant)),
  getFolderById: onContent(sites, ["folder"], (call, site, folder) =>
    single(call, 200, contentView(site, folder)),
  ),
  deleteFolder: onContent(sites, ["folder"], (_, site, folder) => {
    if (folder.status === "trashed") return notFound();
    for (const child of childrenOf(site, folder)) child.parentId = folder.parentId;
    folder.status = "trashed";
    return noContent();
  }),
  getFolderOperations: onContent(sites, ["folder"], (_, __, folder) =>
    json(200, { operations: operationsOn(folder) }),
  ),
  getFolderAncestors: onContent(sites, ["folder"], (call, site, folder) =>
    pageOf(call, ancestorsOf(site, folder), ({ id, type }) => ({ id, type })),
  ),
});

function create(call: RestCall, site: ConfluenceSite): HostResponse {
  const { spaceId, title, parentId } = Object(call.json) as Readonly<Record<string, unknown>>;
  const space = site.spaces.get(String(spaceId ?? ""));
  if (spaceId === undefined) return badRequest("'spaceId' is required.");
  if (!space) return notFound("Could not find space with the given id.");
  if (typeof title !== "string" || title.trim() === "") return badRequest("'title' is required.");
  const parent = findContent(site, String(parentId ?? space.homepageId), "page", "folder");
  if (parent?.spaceId !== space.id) return notFound("The parent could not be found in this space.");
  const folder = addContent(
    site,
    { type: "folder", spaceId: space.id, parentId: parent.id },
    {
      title,
      body: { representation: "storage", value: "" },
      authorId: actorOf(site, call),
      nowMs: call.nowMs,
    },
  );
  return single(call, 200, contentView(site, folder));
}
