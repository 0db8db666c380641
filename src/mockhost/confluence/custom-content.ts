import { actorOf } from "../tenants/index.ts";
import { type Handlers, type HostResponse, noContent, type RestCall } from "../world/index.ts";
import type { EmitSiteEvent } from "./emit-events.ts";
import { includedParts } from "./included-parts.ts";
import { type Content, latest } from "./model/content.ts";
import { type ConfluenceSite, findContent, purge } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { addContent, addVersion } from "./model/write-content.ts";
import { readBody } from "./read-body.ts";
import { v1ContentView } from "./rest-v1-views.ts";
import {
  badRequest,
  bodyFormat,
  listed,
  notFound,
  onContent,
  pageOf,
  single,
  sorted,
  staleVersion,
} from "./rest-v2.ts";
import { contentView } from "./views.ts";

interface CustomInput {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly body?: unknown;
  readonly spaceId?: unknown;
  readonly pageId?: unknown;
  readonly blogPostId?: unknown;
  readonly customContentId?: unknown;
  readonly version?: { readonly number?: unknown; readonly message?: unknown };
}

const representations = ["raw", "storage", "atlas_doc_format"] as const;

/** Kinds of content that add-ons invent. They are kept like pages but stand in no tree. */
export const customContentHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  getCustomContentByType: (call) => {
    const spaceIds = listed(call, "space-id");
    const isWanted = ({ spaceId }: Content) => spaceIds.length === 0 || spaceIds.includes(spaceId);
    return list(call, sites(call.tenant), isWanted);
  },
  getCustomContentByTypeInSpace: (call) =>
    list(call, sites(call.tenant), ({ spaceId }) => spaceId === call.params.id),
  getCustomContentByTypeInPage: onContent(sites, ["page"], listOn),
  getCustomContentByTypeInBlogPost: onContent(sites, ["blogpost"], listOn),
  createCustomContent: (call) => create(call, sites(call.tenant), emit),
  getCustomContentById: onContent(sites, ["custom-content"], (call, site, content) =>
    single(call, 200, {
      ...contentView(site, content, bodyFormat(call)),
      ...includedParts(call, site, content),
    }),
  ),
  updateCustomContent: onContent(sites, ["custom-content"], (call, site, content) =>
    update(call, site, content, emit),
  ),
  deleteCustomContent: onContent(sites, ["custom-content"], (call, site, content) =>
    remove(call, site, content, emit),
  ),
});

const listOn = (call: RestCall, site: ConfluenceSite, container: Content) =>
  list(call, site, ({ containerId }) => containerId === container.id);

function list(
  call: RestCall,
  site: ConfluenceSite,
  isWanted: (content: Content) => boolean,
): HostResponse {
  const type = call.query.get("type");
  if (type === null) return badRequest("'type' is required.");
  const ids = listed(call, "id");
  const found = [...site.contents.values()].filter(
    (content) =>
      content.customType === type &&
      content.status === "current" &&
      (ids.length === 0 || ids.includes(content.id)) &&
      isWanted(content),
  );
  const format = bodyFormat(call);
  return pageOf(call, sorted(call, found), (content) => contentView(site, content, format));
}

function create(call: RestCall, site: ConfluenceSite, emit: EmitSiteEvent): HostResponse {
  const input = (call.json ?? {}) as CustomInput;
  if (typeof input.type !== "string" || !/^(?:ac|forge):.+/.test(input.type))
    return badRequest("'type' must name the custom content of an app, such as 'ac:app:module'.");
  if (typeof input.title !== "string" || input.title.trim() === "")
    return badRequest("'title' is required.");
  const containerId = input.pageId ?? input.blogPostId ?? input.customContentId;
  const container = findContent(site, String(containerId), "page", "blogpost", "custom-content");
  if (containerId !== undefined && !container) return notFound();
  const spaceId = container?.spaceId ?? String(input.spaceId ?? "");
  if (!site.spaces.has(spaceId)) return notFound("Could not find space with the given id.");
  const read = readBody(input.body, representations);
  if (read.kind === "refused") return badRequest(read.message);
  const content = addContent(
    site,
    {
      type: "custom-content",
      customType: input.type,
      spaceId,
      containerId: container?.id ?? null,
    },
    {
      title: input.title.trim(),
      body: read.body,
      authorId: actorOf(site, call),
      nowMs: call.nowMs,
    },
  );
  emitCustomContent("content_created", call, site, content, emit);
  return single(call, 201, contentView(site, content, read.body.representation));
}

function update(
  call: RestCall,
  site: ConfluenceSite,
  content: Content,
  emit: EmitSiteEvent,
): HostResponse {
  const input = (call.json ?? {}) as CustomInput;
  const { number, title } = latest(content);
  if (input.version?.number !== number + 1) return staleVersion(number, input.version?.number);
  if (input.type !== content.customType) return badRequest("The type can not be changed.");
  const read = readBody(input.body, representations);
  if (read.kind === "refused") return badRequest(read.message);
  addVersion(site, content, {
    title: typeof input.title === "string" ? input.title.trim() || title : title,
    body: read.body,
    authorId: actorOf(site, call),
    nowMs: call.nowMs,
    message: String(input.version.message ?? ""),
  });
  content.status = "current";
  emitCustomContent("content_updated", call, site, content, emit);
  return single(call, 200, contentView(site, content, read.body.representation));
}

/** Moves to the trash; what is in the trash is removed for good with `purge`. */
function remove(call: RestCall, site: ConfluenceSite, content: Content, emit: EmitSiteEvent) {
  const isPurge = call.query.get("purge") === "true";
  if (isPurge !== (content.status === "trashed"))
    return isPurge
      ? badRequest("Content must be in the trash before it can be purged.")
      : notFound();
  emitCustomContent(isPurge ? "content_removed" : "content_trashed", call, site, content, emit);
  if (isPurge) purge(site, content);
  else content.status = "trashed";
  return noContent();
}

/** Its events carry the content itself, as REST v1 shows it. */
const emitCustomContent = (
  type: string,
  call: RestCall,
  site: ConfluenceSite,
  content: Content,
  emit: EmitSiteEvent,
): void => emit(type, site, call, v1ContentView(site, content, ["space", "history", "version"]));
