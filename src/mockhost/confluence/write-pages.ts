import { actorOf } from "../tenants/index.ts";
import { type HostResponse, noContent, type RestCall } from "../world/index.ts";
import { type EmitSiteEvent, emitContent, emitMoved } from "./emit-events.ts";
import type { Content } from "./model/content.ts";
import { type ConfluenceSite, childrenOf, findContent, purge } from "./model/site.ts";
import { addContent, addVersion, rewriteDraft, type Writing } from "./model/write-content.ts";
import { readBody } from "./read-body.ts";
import { badRequest, notFound, single, staleVersion } from "./rest-v2.ts";
import { contentView } from "./views.ts";

type PageType = "page" | "blogpost";

interface PageInput {
  readonly spaceId?: unknown;
  readonly status?: unknown;
  readonly title?: unknown;
  readonly parentId?: unknown;
  readonly body?: unknown;
  readonly version?: { readonly number?: unknown; readonly message?: unknown };
}

const MOST_TITLE_CHARACTERS = 255;

const inputOf = (call: RestCall): PageInput => (call.json ?? {}) as PageInput;

export function createPage(
  type: PageType,
  call: RestCall,
  site: ConfluenceSite,
  emit: EmitSiteEvent,
): HostResponse {
  const input = inputOf(call);
  const space = site.spaces.get(String(input.spaceId ?? ""));
  if (input.spaceId === undefined) return badRequest("'spaceId' is required.");
  if (!space) return notFound("Could not find space with the given id.");
  const status = input.status === "draft" ? "draft" : "current";
  const writing = readWriting(call, site, input, { type, spaceId: space.id, status });
  if (writing.kind === "refused") return writing.answer;
  const isRoot = type === "blogpost" || call.query.get("root-level") === "true";
  const parentId = isRoot ? null : String(input.parentId ?? space.homepageId);
  if (parentId !== null && findContent(site, parentId, "page", "folder")?.spaceId !== space.id)
    return notFound("The parent could not be found in this space.");
  const content = addContent(site, { type, spaceId: space.id, status, parentId }, writing.writing);
  if (status === "current") emitContent(emit, "created", site, call, content);
  return single(call, 200, contentView(site, content, "storage"));
}

/** Also publishes drafts and takes pages out of the trash: their status becomes "current". */
export function updatePage(
  call: RestCall,
  site: ConfluenceSite,
  content: Content,
  emit: EmitSiteEvent,
): HostResponse {
  const input = inputOf(call);
  const wasStatus = content.status;
  const status = input.status === "draft" ? "draft" : "current";
  const refused = refusedUpdate(input, content);
  if (refused) return refused;
  const parent = readParent(site, content, input);
  if (parent.kind === "refused") return parent.answer;
  const writing = readWriting(call, site, input, content);
  if (writing.kind === "refused") return writing.answer;
  if (wasStatus === "draft") rewriteDraft(site, content, writing.writing);
  else addVersion(site, content, writing.writing);
  const oldParent = findContent(site, content.parentId);
  content.parentId = parent.id;
  content.status = status;
  if (status === "current")
    emitContent(emit, updateAct[wasStatus], site, call, content, updateDetails[wasStatus]);
  if (wasStatus === "current" && oldParent && oldParent.id !== parent.id)
    emitMoved(emit, site, call, content, oldParent);
  return single(call, 200, contentView(site, content, "storage"));
}

function refusedUpdate(input: PageInput, { status, versions, spaceId }: Content) {
  if (input.status === "draft" && status !== "draft")
    return badRequest("A published page can not become a draft again.");
  const current = versions.at(-1)!.number;
  const wanted = status === "draft" ? current : current + 1;
  if (input.version?.number !== wanted) return staleVersion(current, input.version?.number);
  if (input.spaceId !== undefined && String(input.spaceId) !== spaceId)
    return badRequest("A page can not be moved to another space by an update.");
  if (input.body === undefined && status !== "trashed") return badRequest("'body' is required.");
  return null;
}

const updateAct = {
  current: "updated",
  archived: "updated",
  draft: "created",
  trashed: "restored",
} as const;

const updateDetails: Readonly<Record<Content["status"], Readonly<Record<string, unknown>>>> = {
  current: { updateTrigger: "edit_page", suppressNotifications: false },
  archived: { updateTrigger: "edit_page", suppressNotifications: false },
  draft: {},
  trashed: {},
};

/** Moves to the trash; what is in the trash is removed for good with `purge`. */
export function deletePage(
  call: RestCall,
  site: ConfluenceSite,
  content: Content,
  emit: EmitSiteEvent,
): HostResponse {
  const asked = (name: string) => call.query.get(name) === "true";
  if (content.status === "draft") {
    if (!asked("draft")) return notFound();
    purge(site, content);
    return noContent();
  }
  if (asked("purge")) {
    if (content.status !== "trashed")
      return badRequest("Content must be in the trash before it can be purged.");
    emitContent(emit, "removed", site, call, content);
    emitAttached(emit, site, call, content);
    purge(site, content);
    return noContent();
  }
  if (content.status === "trashed") return notFound();
  const children = childrenOf(site, content);
  for (const child of children) child.parentId = content.parentId;
  content.status = "trashed";
  emitContent(emit, "trashed", site, call, content);
  for (const child of children) emitMoved(emit, site, call, child, content, "Secondary");
  return noContent();
}

/** What hung on a page goes in its wake. */
function emitAttached(
  emit: EmitSiteEvent,
  site: ConfluenceSite,
  call: RestCall,
  page: Content,
): void {
  for (const other of site.contents.values())
    if (other.containerId === page.id && other.customType === null)
      emitContent(emit, "removed", site, call, other, {}, "Secondary");
}

type Refused = { readonly kind: "refused"; readonly answer: HostResponse };

function readWriting(
  call: RestCall,
  site: ConfluenceSite,
  input: PageInput,
  of: Pick<Content, "type" | "spaceId" | "status"> & Partial<Pick<Content, "id" | "versions">>,
): Refused | { readonly kind: "writing"; readonly writing: Writing } {
  const refuse = (title: string): Refused => ({ kind: "refused", answer: badRequest(title) });
  const title = typeof input.title === "string" ? input.title.trim() : "";
  if (title === "" && of.status !== "draft") return refuse("'title' is required.");
  if (title.length > MOST_TITLE_CHARACTERS)
    return refuse(`The title may have at most ${MOST_TITLE_CHARACTERS} characters.`);
  if (of.type === "page" && isTaken(site, title, of))
    return refuse(
      "A page with this title already exists: A page already exists with the same TITLE in this space",
    );
  const read = readBody(input.body ?? of.versions?.at(-1)?.body);
  if (read.kind === "refused") return refuse(read.message);
  const message = String(input.version?.message ?? "");
  const authorId = actorOf(site, call);
  return {
    kind: "writing",
    writing: { title, body: read.body, authorId, nowMs: call.nowMs, message },
  };
}

const isTaken = (
  site: ConfluenceSite,
  title: string,
  { id, spaceId }: Pick<Content, "spaceId"> & { readonly id?: string },
): boolean =>
  [...site.contents.values()].some(
    (other) =>
      other.type === "page" &&
      other.status === "current" &&
      other.spaceId === spaceId &&
      other.id !== id &&
      other.title.toLowerCase() === title.toLowerCase(),
  );

/** A page may hang below any page of its space but itself and those below it. */
function readParent(
  site: ConfluenceSite,
  content: Content,
  { parentId }: PageInput,
): Refused | { readonly kind: "parent"; readonly id: string | null } {
  if (parentId === undefined || content.type === "blogpost")
    return { kind: "parent", id: content.parentId };
  if (parentId === null) return { kind: "parent", id: null };
  const parent = findContent(site, String(parentId), "page", "folder");
  if (parent?.spaceId !== content.spaceId)
    return { kind: "refused", answer: notFound("The parent could not be found in this space.") };
  for (let at: Content | undefined = parent; at; at = findContent(site, at.parentId))
    if (at === content)
      return { kind: "refused", answer: badRequest("A page can not be its own ancestor.") };
  return { kind: "parent", id: parent.id };
}
