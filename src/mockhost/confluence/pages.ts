import { type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import type { EmitSiteEvent } from "./emit-events.ts";
import { includedParts } from "./included-parts.ts";
import { type Content, latest } from "./model/content.ts";
import { ancestorsOf, type ConfluenceSite, childrenOf } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { bodyFormat, listed, notFound, onContent, pageOf, single, sorted } from "./rest-v2.ts";
import { contentView } from "./views.ts";
import { createPage, deletePage, updatePage } from "./write-pages.ts";

/** Pages and blog posts, which are alike but for the tree that pages stand in. */
export const pageHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  getPages: (call) => listPages(call, sites(call.tenant), "page"),
  getPagesInSpace: (call) => listInSpace(call, sites(call.tenant), "page"),
  createPage: (call) => createPage("page", call, sites(call.tenant), emit),
  getPageById: onContent(sites, ["page"], readPage),
  updatePage: onContent(sites, ["page"], (call, site, page) => updatePage(call, site, page, emit)),
  deletePage: onContent(sites, ["page"], (call, site, page) => deletePage(call, site, page, emit)),
  getBlogPosts: (call) => listPages(call, sites(call.tenant), "blogpost"),
  getBlogPostsInSpace: (call) => listInSpace(call, sites(call.tenant), "blogpost"),
  createBlogPost: (call) => createPage("blogpost", call, sites(call.tenant), emit),
  getBlogPostById: onContent(sites, ["blogpost"], readPage),
  updateBlogPost: onContent(sites, ["blogpost"], (call, site, post) =>
    updatePage(call, site, post, emit),
  ),
  deleteBlogPost: onContent(sites, ["blogpost"], (call, site, post) =>
    deletePage(call, site, post, emit),
  ),
  getChildPages: onContent(sites, ["page"], (call, site, page) =>
    pageOf(
      call,
      childrenOf(site, page).filter(({ type }) => type === "page"),
      ({ id, status, title, spaceId, position }) => ({
        id,
        status,
        title,
        spaceId,
        childPosition: position,
      }),
    ),
  ),
  getPageAncestors: onContent(sites, ["page"], (call, site, page) =>
    pageOf(call, ancestorsOf(site, page), ({ id, type }) => ({ id, type })),
  ),
  convertContentIdsToContentTypes: (call) => json(200, typesOfIds(call, sites(call.tenant))),
});

function readPage(call: RestCall, site: ConfluenceSite, content: Content): HostResponse {
  const wanted = call.query.get("version");
  const version =
    wanted === null
      ? latest(content)
      : content.versions.find(({ number }) => number === Number(wanted));
  if (!version) return notFound();
  const isDraftAsked = call.query.get("get-draft") === "true";
  const statuses = listed(call, "status");
  if (content.status === "draft" && !isDraftAsked && !statuses.includes("draft")) return notFound();
  if (statuses.length > 0 && !isDraftAsked && !statuses.includes(content.status)) return notFound();
  return single(call, 200, {
    ...contentView(site, content, bodyFormat(call), version),
    ...includedParts(call, site, content),
  });
}

const STANDARD_STATUSES = ["current", "archived"];

function listPages(
  call: RestCall,
  site: ConfluenceSite,
  type: "page" | "blogpost",
  spaceIds = listed(call, "space-id"),
): HostResponse {
  const ids = listed(call, "id");
  const asked = listed(call, "status");
  const statuses = asked.length > 0 ? asked : STANDARD_STATUSES;
  const title = call.query.get("title");
  const found = [...site.contents.values()].filter(
    (content) =>
      content.type === type &&
      statuses.includes(content.status) &&
      (ids.length === 0 || ids.includes(content.id)) &&
      (spaceIds.length === 0 || spaceIds.includes(content.spaceId)) &&
      (title === null || content.title === title),
  );
  const format = bodyFormat(call);
  return pageOf(call, sorted(call, found), (content) => contentView(site, content, format));
}

function listInSpace(
  call: RestCall,
  site: ConfluenceSite,
  type: "page" | "blogpost",
): HostResponse {
  const space = site.spaces.get(call.params.id ?? "");
  return space ? listPages(call, site, type, [space.id]) : notFound();
}

/** What each id stands for; null where it stands for nothing. */
function typesOfIds(call: RestCall, site: ConfluenceSite) {
  const { contentIds = [] } = (call.json ?? {}) as { contentIds?: unknown };
  const ids = (Array.isArray(contentIds) ? contentIds : []).map(String);
  return {
    results: Object.fromEntries(ids.map((id) => [id, site.contents.get(id)?.type ?? null])),
  };
}
