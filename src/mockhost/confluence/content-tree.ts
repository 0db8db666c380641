import { isoTime } from "../../core/time/index.ts";
import { confluenceV1Error, startPage } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  type RestCall,
} from "../world/index.ts";
import { type EmitSiteEvent, emitContent, emitMoved } from "./emit-events.ts";
import { type Content, latest, v1Type } from "./model/content.ts";
import { isPermitted } from "./model/restriction.ts";
import {
  ancestorsOf,
  attachedTo,
  type ConfluenceSite,
  childrenOf,
  findContent,
} from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { addContent, addVersion } from "./model/write-content.ts";
import { expanded, historyView, v1ContentView } from "./rest-v1-views.ts";
import type { OnContent } from "./rest-v2.ts";

/** What is below a page, and pages that move, are copied, or go back to how they were. */
export function treeHandlers(sites: SiteBook, emit: EmitSiteEvent): Handlers {
  const on =
    (act: OnContent, name = "id"): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const content = findContent(site, call.params[name]);
      return content && isPermitted(site, content, "read", call.caller.accountId)
        ? act(call, site, content)
        : noContent(call.params[name]);
    };
  return {
    getHistoryForContent: on((_, site, content) => json(200, historyView(site, content))),
    getDescendantsOfType: on((call, site, content) => {
      const page = startPage(call, descendants(site, content, call.params.type ?? ""));
      const results = page.results.map((one) => v1ContentView(site, one, expanded(call)));
      return json(200, { ...page, results });
    }),
    getContentDescendants: on((call, site, content) =>
      json(200, byType(call, site, content, true)),
    ),
    getContentChildren: on((call, site, content) => json(200, byType(call, site, content, false))),
    movePage: on((call, site, page) => move(call, site, page, emit), "pageId"),
    copyPage: on((call, site, page) => copy(call, site, page, emit)),
    restoreContentVersion: on((call, site, content) => restore(call, site, content, emit)),
  };
}

const noContent = (id: unknown) => confluenceV1Error(404, `No content found with id: ${id}`);

/** Pages below a page however deep, or what hangs on it. */
function descendants(site: ConfluenceSite, content: Content, type: string): Content[] {
  if (type === "comment") return attachedTo(site, content, "footer-comment");
  if (type === "attachment") return attachedTo(site, content, "attachment");
  const found: Content[] = [];
  const waiting = childrenOf(site, content).toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (v1Type(next) === type) found.push(next);
    waiting.push(...childrenOf(site, next).toReversed());
  }
  return found;
}

/** What `expand` names of "page", "comment" and "attachment". */
function byType(call: RestCall, site: ConfluenceSite, content: Content, isDeep: boolean) {
  const types = ["page", "comment", "attachment"];
  const asked = expanded(call);
  const found = (type: string) =>
    isDeep || type !== "page"
      ? descendants(site, content, type)
      : childrenOf(site, content).filter((child) => child.type === "page");
  return {
    ...Object.fromEntries(
      types
        .filter((type) => asked.includes(type))
        .map((type) => {
          const page = startPage(call, found(type));
          const results = page.results.map((one) => v1ContentView(site, one, []));
          return [type, { ...page, results }];
        }),
    ),
    _expandable: Object.fromEntries(
      types.filter((type) => !asked.includes(type)).map((type) => [type, ""]),
    ),
    _links: { base: call.tenant.baseUrl },
  };
}

/** Below a page, or beside it. */
function move(
  call: RestCall,
  site: ConfluenceSite,
  page: Content,
  emit: EmitSiteEvent,
): HostResponse {
  const { position = "", targetId } = call.params;
  const target = findContent(site, targetId, "page", "folder");
  if (page.type !== "page" || !target) return noContent(targetId);
  if (!["before", "after", "append"].includes(position))
    return confluenceV1Error(400, "The position must be before, after or append.");
  if (target === page || ancestorsOf(site, target).includes(page))
    return confluenceV1Error(400, "A page can not be moved below itself.");
  const oldParent = findContent(site, page.parentId);
  page.parentId = position === "append" ? target.id : target.parentId;
  const beside = childrenOfId(site, page.parentId).filter((one) => one !== page);
  const at = position === "append" ? beside.length : beside.indexOf(target);
  beside.splice(position === "after" ? at + 1 : at, 0, page);
  for (const [place, one] of beside.entries()) one.position = place;
  emitMoved(emit, site, call, page, oldParent);
  return json(200, { pageId: page.id });
}

const childrenOfId = (site: ConfluenceSite, id: string | null): Content[] => {
  const parent = findContent(site, id);
  return parent ? childrenOf(site, parent) : [];
};

interface CopyInput {
  readonly copyAttachments?: unknown;
  readonly copyLabels?: unknown;
  readonly copyProperties?: unknown;
  readonly pageTitle?: unknown;
  readonly destination?: { readonly type?: unknown; readonly value?: unknown };
}

function copy(
  call: RestCall,
  site: ConfluenceSite,
  page: Content,
  emit: EmitSiteEvent,
): HostResponse {
  const input = Object(call.json) as CopyInput;
  const place = destinationOf(site, input.destination);
  if (!place) return confluenceV1Error(400, "The destination could not be found.");
  const title = String(input.pageTitle ?? `Copy of ${page.title}`);
  const isTaken = [...site.contents.values()].some(
    (other) =>
      other.type === "page" &&
      other.status === "current" &&
      other.spaceId === place.spaceId &&
      other.title === title,
  );
  if (isTaken)
    return confluenceV1Error(400, `A page with the title ${title} already exists in this space.`);
  const writing = { title, authorId: actorOf(site, call), nowMs: call.nowMs };
  const made = addContent(
    site,
    { type: "page", ...place },
    { ...writing, body: latest(page).body },
  );
  if (input.copyLabels === true) for (const name of page.labels) made.labels.add(name);
  if (input.copyProperties === true)
    made.properties.push(...page.properties.map((one) => ({ ...one, id: site.nextId() })));
  if (input.copyAttachments === true) copyAttachments(site, page, made, writing);
  emitContent(emit, "created", site, call, made);
  return json(200, v1ContentView(site, made, ["version", "space", ...expanded(call)]));
}

function copyAttachments(
  site: ConfluenceSite,
  from: Content,
  to: Content,
  by: { readonly authorId: string; readonly nowMs: number },
): void {
  for (const { title, file, versions } of attachedTo(site, from, "attachment")) {
    const id = `att${site.nextId()}`;
    const place = { type: "attachment", spaceId: to.spaceId, containerId: to.id } as const;
    addContent(
      site,
      { ...place, id, position: 0, file },
      { ...by, title, body: versions[0]!.body },
    );
  }
}

function destinationOf(
  site: ConfluenceSite,
  given: CopyInput["destination"],
): Pick<Content, "spaceId" | "parentId"> | null {
  const { type, value } = Object(given) as { type?: unknown; value?: unknown };
  if (type === "space") {
    const space = [...site.spaces.values()].find(({ key }) => key === value);
    return space ? { spaceId: space.id, parentId: space.homepageId } : null;
  }
  if (type !== "parent_page") return null;
  const parent = findContent(site, String(value), "page", "folder");
  return parent ? { spaceId: parent.spaceId, parentId: parent.id } : null;
}

/** An earlier version becomes the latest one again. */
function restore(
  call: RestCall,
  site: ConfluenceSite,
  content: Content,
  emit: EmitSiteEvent,
): HostResponse {
  const { operationKey, params } = Object(call.json) as {
    operationKey?: unknown;
    params?: { versionNumber?: unknown; message?: unknown; restoreTitle?: unknown };
  };
  if (operationKey !== "restore") return confluenceV1Error(400, "'operationKey' must be restore.");
  const version = content.versions.find(({ number }) => number === params?.versionNumber);
  if (!version) return confluenceV1Error(404, "There is no such version.");
  addVersion(site, content, {
    title: params?.restoreTitle === true ? version.title : content.title,
    body: version.body,
    authorId: actorOf(site, call),
    nowMs: call.nowMs,
    message: String(params?.message ?? ""),
  });
  emitContent(emit, "updated", site, call, content);
  const { number, createdMs } = latest(content);
  const when = isoTime(createdMs);
  return json(200, { number, when, message: String(params?.message ?? ""), minorEdit: false });
}
