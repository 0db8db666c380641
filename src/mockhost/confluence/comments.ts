import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { type EmitSiteEvent, emitContent } from "./emit-events.ts";
import { includedParts } from "./included-parts.ts";
import { type Content, type InlinePlace, latest } from "./model/content.ts";
import {
  attachedTo,
  type ConfluenceSite,
  childrenOf,
  findContent,
  isSeen,
  purge,
} from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { addContent, addVersion } from "./model/write-content.ts";
import { type BodyRead, readBody } from "./read-body.ts";
import {
  badRequest,
  bodyFormat,
  notFound,
  onContent,
  pageOf,
  single,
  sorted,
  staleVersion,
} from "./rest-v2.ts";
import { contentView } from "./views.ts";

type CommentType = "footer-comment" | "inline-comment";

interface CommentInput {
  readonly pageId?: unknown;
  readonly blogPostId?: unknown;
  readonly attachmentId?: unknown;
  readonly customContentId?: unknown;
  readonly parentCommentId?: unknown;
  readonly body?: unknown;
  readonly version?: { readonly number?: unknown; readonly message?: unknown };
  readonly resolved?: unknown;
  readonly inlineCommentProperties?: { readonly textSelection?: unknown };
}

/** Comments at the foot of a content, and those within the text of a page. */
export const commentHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  ...handlersFor("Footer", "footer-comment", sites, emit),
  ...handlersFor("Inline", "inline-comment", sites, emit),
  getAttachmentComments: onContent(sites, ["attachment"], listOn("footer-comment")),
  getCustomContentComments: onContent(sites, ["custom-content"], listOn("footer-comment")),
});

const handlersFor = (
  name: string,
  type: CommentType,
  sites: SiteBook,
  emit: EmitSiteEvent,
): Record<string, Handler> => ({
  [`get${name}Comments`]: (call) => listAll(call, sites(call.tenant), type),
  [`create${name}Comment`]: (call) => create(type, call, sites(call.tenant), emit),
  [`get${name}CommentById`]: onContent(sites, [type], (call, site, comment) =>
    single(call, 200, {
      ...contentView(site, comment, bodyFormat(call)),
      ...(type === "footer-comment" ? includedParts(call, site, comment) : {}),
    }),
  ),
  [`update${name}Comment`]: onContent(sites, [type], (call, site, comment) =>
    update(call, site, comment, emit),
  ),
  [`delete${name}Comment`]: onContent(sites, [type], (call, site, comment) => {
    emitContent(emit, "removed", site, call, comment);
    purge(site, comment);
    return noContent();
  }),
  [`get${name}CommentChildren`]: onContent(sites, [type], (call, site, comment) =>
    shown(call, site, childrenOf(site, comment)),
  ),
  [`getPage${name}Comments`]: onContent(sites, ["page"], listOn(type)),
  [`getBlogPost${name}Comments`]: onContent(sites, ["blogpost"], listOn(type)),
});

/** Only the first of each thread; replies are its children. */
const listOn = (type: CommentType) => (call: RestCall, site: ConfluenceSite, content: Content) =>
  shown(
    call,
    site,
    attachedTo(site, content, type).filter(({ parentId }) => parentId === null),
  );

const listAll = (call: RestCall, site: ConfluenceSite, type: CommentType) =>
  shown(
    call,
    site,
    [...site.contents.values()].filter((content) => content.type === type && isSeen(site, content)),
  );

function shown(call: RestCall, site: ConfluenceSite, comments: readonly Content[]): HostResponse {
  const format = bodyFormat(call);
  return pageOf(call, sorted(call, comments), (comment) => contentView(site, comment, format));
}

function create(
  type: CommentType,
  call: RestCall,
  site: ConfluenceSite,
  emit: EmitSiteEvent,
): HostResponse {
  const input = (call.json ?? {}) as CommentInput;
  const parent = findContent(site, asId(input.parentCommentId), type);
  if (input.parentCommentId !== undefined && !parent) return notFound();
  const containerId =
    parent?.containerId ??
    asId(input.pageId ?? input.blogPostId ?? input.attachmentId ?? input.customContentId);
  if (containerId === null)
    return badRequest(
      "One of pageId, blogPostId, attachmentId, customContentId or parentCommentId is required.",
    );
  const container = findContent(
    site,
    containerId,
    "page",
    "blogpost",
    "attachment",
    "custom-content",
  );
  if (!container) return notFound();
  const selection = input.inlineCommentProperties?.textSelection;
  if (type === "inline-comment" && !parent && typeof selection !== "string")
    return badRequest("'inlineCommentProperties.textSelection' is required.");
  const read = readText(input.body);
  if (read.kind === "refused") return badRequest(read.message);
  const id = site.nextId();
  const comment = addContent(
    site,
    {
      id,
      type,
      spaceId: container.spaceId,
      containerId: container.id,
      parentId: parent?.id ?? null,
      inline: type === "inline-comment" ? inlinePlace(id, String(selection ?? ""), parent) : null,
    },
    {
      title: `Re: ${container.title}`,
      body: read.body,
      authorId: actorOf(site, call),
      nowMs: call.nowMs,
    },
  );
  emitContent(emit, "created", site, call, comment);
  return single(call, 201, contentView(site, comment, "storage"));
}

const asId = (given: unknown): string | null =>
  given === undefined || given === null ? null : String(given);

const inlinePlace = (id: string, selection: string, parent: Content | undefined): InlinePlace => ({
  selection: parent?.inline?.selection ?? selection,
  markerRef: parent?.inline?.markerRef ?? `marker-${id}`,
  resolution: "open",
  resolvedBy: null,
  resolvedMs: null,
});

function update(
  call: RestCall,
  site: ConfluenceSite,
  comment: Content,
  emit: EmitSiteEvent,
): HostResponse {
  const input = (call.json ?? {}) as CommentInput;
  const { number, body, title } = latest(comment);
  if (input.version?.number !== number + 1) return staleVersion(number, input.version?.number);
  const read: BodyRead = input.body === undefined ? { kind: "body", body } : readText(input.body);
  if (read.kind === "refused") return badRequest(read.message);
  const authorId = actorOf(site, call);
  if (comment.inline && typeof input.resolved === "boolean")
    resolve(comment.inline, input.resolved, authorId, call.nowMs);
  const message = String(input.version.message ?? "");
  addVersion(site, comment, { title, body: read.body, authorId, nowMs: call.nowMs, message });
  emitContent(emit, "updated", site, call, comment);
  return single(call, 200, contentView(site, comment, "storage"));
}

/** A comment that says nothing is none. */
function readText(given: unknown): BodyRead {
  const read = readBody(given);
  return read.kind === "body" && read.body.value.trim() === ""
    ? { kind: "refused", message: "The body of a comment can not be empty." }
    : read;
}

function resolve(place: InlinePlace, isResolved: boolean, by: string, nowMs: number): void {
  if (isResolved === (place.resolution === "resolved")) return;
  place.resolution = isResolved ? "resolved" : "reopened";
  place.resolvedBy = by;
  place.resolvedMs = nowMs;
}
