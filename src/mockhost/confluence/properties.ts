import { isoTime } from "../../core/time/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { ContentType, Property } from "./model/content.ts";
import { type ConfluenceSite, findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { badRequest, conflict, idIn, notFound, pageOf, staleVersion } from "./rest-v2.ts";
import { propertyView } from "./views.ts";

const MAX_VALUE_BYTES = 32_768;
const MAX_KEY_CHARACTERS = 255;

/** Finds the properties of what a call names; null where that does not exist. */
type Holder = (call: RestCall, site: ConfluenceSite) => Property[] | null;
type View = (property: Property) => object;

const ofContent =
  (...types: readonly ContentType[]): Holder =>
  (call, site) =>
    findContent(site, idIn(call), ...types)?.properties ?? null;

const ofSpace: Holder = (call, site) =>
  site.spaces.get(call.params["space-id"] ?? "")?.properties ?? null;

/** Properties of contents and of spaces; each has versions that count up by one. */
export const propertyHandlers = (sites: SiteBook): Handlers => ({
  ...named("Page", "PageContent", crud(sites, ofContent("page"), propertyView, 200)),
  ...named("Blogpost", "BlogpostContent", crud(sites, ofContent("blogpost"), propertyView, 200)),
  ...named(
    "Attachment",
    "AttachmentContent",
    crud(sites, ofContent("attachment"), propertyView, 200),
  ),
  ...named(
    "Comment",
    "CommentContent",
    crud(sites, ofContent("footer-comment", "inline-comment"), propertyView, 200),
  ),
  ...named(
    "CustomContent",
    "CustomContentContent",
    crud(sites, ofContent("custom-content"), propertyView, 200),
  ),
  ...named("Folder", "FolderContent", crud(sites, ofContent("folder"), propertyView, 200)),
  ...spaceNamed(crud(sites, ofSpace, spacePropertyView, 201)),
});

type Crud = Readonly<Record<"list" | "create" | "read" | "update" | "remove", Handler>>;

const named = (what: string, whatRead: string, of: Crud): Handlers => ({
  [`get${whatRead}Properties`]: of.list,
  [`get${whatRead}PropertiesById`]: of.read,
  [`create${what}Property`]: of.create,
  [`update${what}PropertyById`]: of.update,
  [`delete${what}PropertyById`]: of.remove,
});

const spaceNamed = (of: Crud): Handlers => ({
  getSpaceProperties: of.list,
  getSpacePropertyById: of.read,
  createSpaceProperty: of.create,
  updateSpacePropertyById: of.update,
  deleteSpacePropertyById: of.remove,
});

function spacePropertyView(property: Property) {
  const { number, message, createdMs, authorId } = property.version;
  return {
    id: property.id,
    key: property.key,
    value: property.value,
    createdAt: isoTime(property.createdMs),
    createdBy: property.authorId,
    version: { number, message, createdAt: isoTime(createdMs), createdBy: authorId },
  };
}

function crud(sites: SiteBook, holder: Holder, view: View, created: number): Crud {
  const on =
    (
      act: (properties: Property[], call: RestCall, site: ConfluenceSite) => HostResponse,
    ): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const properties = holder(call, site);
      return properties ? act(properties, call, site) : notFound();
    };
  const onOne = (
    act: (
      property: Property,
      call: RestCall,
      site: ConfluenceSite,
      properties: Property[],
    ) => HostResponse,
  ) =>
    on((properties, call, site) => {
      const property = properties.find(({ id }) => id === call.params["property-id"]);
      return property ? act(property, call, site, properties) : notFound();
    });
  return {
    list: on((properties, call) => {
      const key = call.query.get("key");
      const found = properties.filter((property) => key === null || property.key === key);
      return pageOf(call, found, view);
    }),
    create: on((properties, call, site) => create(properties, call, site, view, created)),
    read: onOne((property) => json(200, view(property))),
    update: onOne((property, call, site) => update(property, call, site, view)),
    remove: onOne((property, _call, _site, properties) => {
      properties.splice(properties.indexOf(property), 1);
      return noContent();
    }),
  };
}

interface PropertyInput {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly version?: { readonly number?: unknown; readonly message?: unknown };
}

function create(
  properties: Property[],
  call: RestCall,
  site: ConfluenceSite,
  view: View,
  status: number,
): HostResponse {
  const { key, value } = (call.json ?? {}) as PropertyInput;
  if (typeof key !== "string" || key === "" || key.length > MAX_KEY_CHARACTERS)
    return badRequest(`'key' must be text of at most ${MAX_KEY_CHARACTERS} characters.`);
  if (value === undefined) return badRequest("'value' is required.");
  if (isTooLarge(value)) return badRequest(TOO_LARGE);
  if (properties.some((property) => property.key === key))
    return conflict(`A property with key '${key}' already exists.`);
  const authorId = actorOf(site, call);
  const createdMs = call.nowMs;
  const version = { number: 1, message: "", minorEdit: false, createdMs, authorId };
  const property: Property = { id: site.nextId(), key, value, version, createdMs, authorId };
  properties.push(property);
  return json(status, view(property));
}

function update(
  property: Property,
  call: RestCall,
  site: ConfluenceSite,
  view: View,
): HostResponse {
  const { key, value, version } = (call.json ?? {}) as PropertyInput;
  if (key !== undefined && key !== property.key)
    return badRequest("The key of a property can not be changed.");
  if (value === undefined) return badRequest("'value' is required.");
  if (isTooLarge(value)) return badRequest(TOO_LARGE);
  const { number } = property.version;
  if (version?.number !== number + 1) return staleVersion(number, version?.number);
  property.value = value;
  property.version = {
    number: number + 1,
    message: String(version.message ?? ""),
    minorEdit: false,
    createdMs: call.nowMs,
    authorId: actorOf(site, call),
  };
  return json(200, view(property));
}

const TOO_LARGE = `The value of a property may have at most ${MAX_VALUE_BYTES} bytes.`;

const isTooLarge = (value: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(value)) > MAX_VALUE_BYTES;
