import { actorOf } from "../tenants/index.ts";
import { type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import { type EmitSiteEvent, emitContent, eventSpace } from "./emit-events.ts";
import type { Space } from "./model/content.ts";
import { addHomepage } from "./model/seed-site.ts";
import { type ConfluenceSite, spaceByKey } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { badRequest, conflict, listed, notFound, pageOf, single } from "./rest-v2.ts";
import { spaceView } from "./views.ts";

const MOST_NAME_CHARACTERS = 200;

export const spaceHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  getSpaces: (call) => list(call, sites(call.tenant)),
  createSpace: (call) => create(call, sites(call.tenant), emit),
  getSpaceById: (call) => {
    const space = sites(call.tenant).spaces.get(call.params.id ?? "");
    return space ? single(call, 200, spaceView(space, showsDescription(call))) : notFound();
  },
  getSpaceOperations: (call) =>
    sites(call.tenant).spaces.has(call.params.id ?? "")
      ? json(200, { operations: [{ operation: "read", targetType: "space" }] })
      : notFound(),
  getSpaceLabels: (call) => pageOf(call, [], (label) => label),
});

const showsDescription = ({ query }: RestCall): boolean => query.has("description-format");

function list(call: RestCall, site: ConfluenceSite): HostResponse {
  const [ids, keys] = [listed(call, "ids"), listed(call, "keys")];
  const [type, status] = [call.query.get("type"), call.query.get("status")];
  const found = [...site.spaces.values()].filter(
    (space) =>
      (ids.length === 0 || ids.includes(space.id)) &&
      (keys.length === 0 || keys.includes(space.key)) &&
      (type === null || type === space.type) &&
      (status === null || status === "current"),
  );
  return pageOf(call, bySort(call, found), (space) => spaceView(space, showsDescription(call)));
}

function bySort({ query }: RestCall, spaces: Space[]): Space[] {
  const sort = query.get("sort") ?? "id";
  const sign = sort.startsWith("-") ? -1 : 1;
  const field = sort.replace(/^-/, "");
  if (field !== "key" && field !== "name")
    return spaces.toSorted((a, b) => sign * (Number(a.id) - Number(b.id)));
  return spaces.toSorted((a, b) => sign * (a[field] < b[field] ? -1 : 1));
}

function create(call: RestCall, site: ConfluenceSite, emit: EmitSiteEvent): HostResponse {
  const input = (call.json ?? {}) as {
    key?: unknown;
    alias?: unknown;
    name?: unknown;
    description?: { value?: unknown };
  };
  const name = typeof input.name === "string" ? input.name.trim() : "";
  const key = String(input.key ?? input.alias ?? "");
  if (name === "" || name.length > MOST_NAME_CHARACTERS)
    return badRequest(`'name' must be text of at most ${MOST_NAME_CHARACTERS} characters.`);
  if (!/^[A-Za-z0-9]{1,255}$/.test(key))
    return badRequest("'key' must have 1 to 255 letters and digits.");
  if (spaceByKey(site, key)) return conflict(`A space already exists with key ${key}`);
  const space: Space = {
    id: site.nextId(),
    key,
    name,
    type: "global",
    authorId: actorOf(site, call),
    description: String(input.description?.value ?? ""),
    createdMs: call.nowMs,
    homepageId: "",
    properties: [],
  };
  site.spaces.set(space.id, space);
  const home = addHomepage(site, space, call.nowMs);
  emit("space_created", site, call, { space: eventSpace(site, space) });
  emitContent(emit, "created", site, call, home);
  return single(call, 201, spaceView(space, true));
}
