import { actorOf } from "../tenants/index.ts";
import type { EmitEvent, HostEvent, RestCall } from "../world/index.ts";
import { type Content, isComment, type Label, latest, type Space } from "./model/content.ts";
import { type ConfluenceSite, findContent, spaceOf } from "./model/site.ts";
import { webUi } from "./views.ts";

/** Emits an event of a site; webhooks carry it to add-ons. */
export type EmitSiteEvent = (
  type: string,
  site: ConfluenceSite,
  call: RestCall,
  payload: Readonly<Record<string, unknown>>,
  /** Left out: "Primary". What a change brings about beside itself goes by the slower flow. */
  flow?: HostEvent["flow"],
) => void;

export const siteEventEmitter =
  (emit: EmitEvent): EmitSiteEvent =>
  (type, site, call, payload, flow = "Primary") =>
    emit({
      tenant: site.tenant,
      type,
      atMs: call.nowMs,
      accountId: actorOf(site, call),
      flow,
      trace: call.request.headers["x-atlassian-webhook-trace"] ?? null,
      payload,
    });

/** "page", "blog", "comment" or "attachment": what events and payloads call a content. */
export function eventNoun({ type }: Pick<Content, "type">): string {
  if (type === "blogpost") return "blog";
  return isComment({ type }) ? "comment" : type;
}

/** Emits an event of a content: `page_created` with the page in `page`. */
export const emitContent = (
  emit: EmitSiteEvent,
  act: string,
  site: ConfluenceSite,
  call: RestCall,
  content: Content,
  more: Readonly<Record<string, unknown>> = {},
  flow: HostEvent["flow"] = "Primary",
): void =>
  emit(
    `${eventNoun(content)}_${act}`,
    site,
    call,
    { [eventNoun(content)]: eventContent(site, content), ...more },
    flow,
  );

/** Emits that a page stands elsewhere in the tree. */
export function emitMoved(
  emit: EmitSiteEvent,
  site: ConfluenceSite,
  call: RestCall,
  page: Content,
  oldParent: Content | undefined,
  flow: HostEvent["flow"] = "Primary",
): void {
  const newParent = findContent(site, page.parentId);
  const parents = {
    ...(oldParent ? { oldParent: eventContent(site, oldParent) } : {}),
    ...(newParent ? { newParent: eventContent(site, newParent) } : {}),
  };
  emitContent(emit, "moved", site, call, page, parents, flow);
}

/** A content as webhooks carry it, with what it belongs to and what it answers. */
export function eventContent(site: ConfluenceSite, content: Content) {
  const container = findContent(site, content.containerId);
  const answered = isComment(content) ? findContent(site, content.parentId) : undefined;
  return {
    ...ownFields(site, content),
    ...(container ? { parent: ownFields(site, container) } : {}),
    ...(answered ? { inReplyTo: ownFields(site, answered) } : {}),
  };
}

/** Ids and moments are numbers here, unlike in the interface. */
function ownFields(site: ConfluenceSite, content: Content) {
  const space = spaceOf(site, content);
  return {
    idAsString: content.id,
    creatorAccountId: content.authorId,
    spaceKey: space.key,
    spaceId: Number(space.id),
    modificationDate: latest(content).createdMs,
    lastModifierAccountId: latest(content).authorId,
    self: `${site.tenant.baseUrl}${webUi(site, content)}`,
    id: Number(content.id.replace(/^att/, "")),
    title: content.title,
    creationDate: content.createdMs,
    contentType: isComment(content) ? "comment" : content.type,
    version: latest(content).number,
    ...(content.file === null
      ? {}
      : { mediaType: content.file.mediaType, fileSize: content.file.content.length }),
  };
}

export const eventSpace = (site: ConfluenceSite, space: Space) => ({
  id: Number(space.id),
  key: space.key,
  title: space.name,
  description: space.description,
  isPersonalSpace: space.type === "personal",
  creatorAccountId: space.authorId,
  lastModifierAccountId: space.authorId,
  creationDate: space.createdMs,
  modificationDate: space.createdMs,
  self: `${site.tenant.baseUrl}/spaces/${space.key}`,
});

export const eventLabel = (site: ConfluenceSite, { name, prefix }: Label) => ({
  name,
  prefix,
  title: name,
  self: `${site.tenant.baseUrl}/label/${encodeURIComponent(name.toWellFormed())}`,
});
