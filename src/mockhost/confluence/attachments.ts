import { confluenceV1Error, readParts, startPage } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { type EmitSiteEvent, emitContent } from "./emit-events.ts";
import { includedParts } from "./included-parts.ts";
import { type AttachedFile, type Content, latest } from "./model/content.ts";
import { attachedTo, type ConfluenceSite, findContent, purge } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { addContent, addVersion, type Writing } from "./model/write-content.ts";
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
} from "./rest-v2.ts";
import { contentView } from "./views.ts";

/** Attachments are read through REST v2; only v1 takes files. */
export const attachmentHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  getAttachments: (call) => {
    const site = sites(call.tenant);
    const all = [...site.contents.values()].filter(({ type }) => type === "attachment");
    return shown(call, site, all);
  },
  getPageAttachments: onContent(sites, ["page"], listOn),
  getBlogpostAttachments: onContent(sites, ["blogpost"], listOn),
  getCustomContentAttachments: onContent(sites, ["custom-content"], listOn),
  getAttachmentById: onContent(sites, ["attachment"], (call, site, attachment) =>
    single(call, 200, {
      ...contentView(site, attachment, bodyFormat(call)),
      ...includedParts(call, site, attachment),
    }),
  ),
  deleteAttachment: onContent(sites, ["attachment"], (call, site, attachment) =>
    remove(call, site, attachment, emit),
  ),
  createAttachment: (call) => upload(call, sites(call.tenant), emit, "refuse"),
  createOrUpdateAttachments: (call) => upload(call, sites(call.tenant), emit, "update"),
  getAttachmentsOfContent: (call) => listV1(call, sites(call.tenant)),
  downloadAttachment: (call) => download(call, sites(call.tenant)),
});

const listOn = (call: RestCall, site: ConfluenceSite, content: Content) =>
  shown(call, site, attachedTo(site, content, "attachment"));

function shown(call: RestCall, site: ConfluenceSite, all: readonly Content[]): HostResponse {
  const { query } = call;
  const [mediaType, filename] = [query.get("mediaType"), query.get("filename")];
  const asked = listed(call, "status");
  const found = all.filter(
    ({ file, title, status }) =>
      (asked.length === 0 ? status === "current" : asked.includes(status)) &&
      (mediaType === null || file?.mediaType === mediaType) &&
      (filename === null || title === filename),
  );
  return pageOf(call, sorted(call, found), (attachment) => contentView(site, attachment));
}

/** Moves to the trash; what is in the trash is removed for good with `purge`. */
function remove(call: RestCall, site: ConfluenceSite, attachment: Content, emit: EmitSiteEvent) {
  if (call.query.get("purge") === "true") {
    if (attachment.status !== "trashed")
      return badRequest("Content must be in the trash before it can be purged.");
    emitContent(emit, "removed", site, call, attachment);
    purge(site, attachment);
    return noContent();
  }
  if (attachment.status === "trashed") return notFound();
  attachment.status = "trashed";
  emitContent(emit, "trashed", site, call, attachment);
  return noContent();
}

const noContainer = (call: RestCall) =>
  confluenceV1Error(404, `No container for attachment found with id: ${call.params.id}`);

function upload(
  call: RestCall,
  site: ConfluenceSite,
  emit: EmitSiteEvent,
  ofSameName: "refuse" | "update",
): HostResponse {
  if (!/^(no-check|nocheck)$/.test(call.request.headers["x-atlassian-token"] ?? ""))
    return confluenceV1Error(403, "XSRF check failed");
  const container = findContent(site, call.params.id, "page", "blogpost", "custom-content");
  if (!container) return noContainer(call);
  const parts = readParts(call.request.headers["content-type"] ?? "", call.request.body);
  const files = parts.filter(({ name, filename }) => name === "file" && filename !== null);
  if (files.length === 0)
    return confluenceV1Error(400, "At least one file is required, in a part named 'file'.");
  const comment = text(parts.find(({ name }) => name === "comment")?.content);
  const before = attachedTo(site, container, "attachment");
  const taken = files.find(({ filename }) => before.some(({ title }) => title === filename));
  if (taken && ofSameName === "refuse")
    return confluenceV1Error(
      400,
      `Cannot add a new attachment with same file name as an existing attachment: ${taken.filename}`,
    );
  const kept = files.map(({ filename, mimeType, content }) =>
    keep(call, site, container, filename!, { mediaType: mimeType, content, comment }, emit),
  );
  return json(
    200,
    startPage(
      call,
      kept.map((attachment) => v1ContentView(site, attachment, ["version", "container"])),
    ),
  );
}

function keep(
  call: RestCall,
  site: ConfluenceSite,
  container: Content,
  title: string,
  file: AttachedFile,
  emit: EmitSiteEvent,
): Content {
  const writing: Writing = {
    title,
    body: { representation: "storage", value: "" },
    authorId: actorOf(site, call),
    nowMs: call.nowMs,
  };
  const before = attachedTo(site, container, "attachment").find((other) => other.title === title);
  if (before) {
    before.file = file;
    addVersion(site, before, writing);
    emitContent(emit, "updated", site, call, before);
    return before;
  }
  const place = {
    type: "attachment",
    spaceId: container.spaceId,
    containerId: container.id,
  } as const;
  const added = addContent(
    site,
    { ...place, id: `att${site.nextId()}`, position: 0, file },
    writing,
  );
  emitContent(emit, "created", site, call, added);
  return added;
}

const text = (content: Uint8Array | undefined): string =>
  content === undefined ? "" : Buffer.from(content).toString("utf8");

function listV1(call: RestCall, site: ConfluenceSite): HostResponse {
  const container = findContent(site, call.params.id, "page", "blogpost", "custom-content");
  if (!container) return noContainer(call);
  const page = startPage(call, attachedTo(site, container, "attachment"));
  const results = page.results.map((attachment) => v1ContentView(site, attachment, ["version"]));
  return json(200, { ...page, results });
}

function download(call: RestCall, site: ConfluenceSite): HostResponse {
  const attachment = findContent(site, call.params.attachmentId, "attachment");
  if (!attachment?.file || attachment.containerId !== call.params.id) return noContainer(call);
  return {
    status: 200,
    headers: {
      "content-type": attachment.file.mediaType,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(latest(attachment).title)}`,
    },
    body: attachment.file.content,
  };
}
