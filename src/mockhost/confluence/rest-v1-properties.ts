import { isoTime } from "../../core/time/index.ts";
import { confluenceV1Error, startPage } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { Content, Property } from "./model/content.ts";
import { findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

const MOST_BYTES = 32_768;

/** Properties of contents by their keys, as REST v1 names them. */
export const v1PropertyHandlers = (sites: SiteBook): Handlers => {
  const on =
    (
      act: (content: Content, call: RestCall, found: Property | undefined) => HostResponse,
    ): Handler =>
    (call) => {
      const content = findContent(sites(call.tenant), call.params.id);
      if (!content) return confluenceV1Error(404, `No content found with id: ${call.params.id}`);
      return act(
        content,
        call,
        content.properties.find(({ key }) => key === keyIn(call)),
      );
    };
  const create = on((content, call, found) => {
    const key = keyIn(call);
    const { value } = (call.json ?? {}) as { value?: unknown };
    const wrong = mistakeIn(key, value);
    if (wrong !== null) return confluenceV1Error(400, wrong);
    if (found) return confluenceV1Error(409, `A property with key '${key}' already exists.`);
    const site = sites(call.tenant);
    const by = { createdMs: call.nowMs, authorId: actorOf(site, call) };
    const version = { number: 1, message: "", minorEdit: false, ...by };
    const made = { id: site.nextId(), key, value, version, ...by };
    content.properties.push(made);
    return json(200, propertyView(call, content, made));
  });
  return {
    getV1Properties: on((content, call) => {
      const page = startPage(call, content.properties);
      const results = page.results.map((one) => propertyView(call, content, one));
      return json(200, { ...page, results });
    }),
    createV1Property: create,
    createV1PropertyForKey: create,
    getV1Property: on((content, call, found) =>
      found ? json(200, propertyView(call, content, found)) : missing(call),
    ),
    updateV1Property: on((content, call, found) => {
      const { value, version } = (call.json ?? {}) as {
        value?: unknown;
        version?: { number?: unknown; minorEdit?: unknown };
      };
      // REST v1 makes the first version by an update too.
      if (!found && version?.number === 1) return create(call);
      if (!found) return missing(call);
      const wrong = mistakeIn(found.key, value);
      if (wrong !== null) return confluenceV1Error(400, wrong);
      const { number } = found.version;
      if (version?.number !== number + 1)
        return confluenceV1Error(
          409,
          `Version must be incremented on update. Current version is: ${number}`,
        );
      found.value = value;
      found.version = {
        number: number + 1,
        message: "",
        minorEdit: version.minorEdit === true,
        createdMs: call.nowMs,
        authorId: actorOf(sites(call.tenant), call),
      };
      return json(200, propertyView(call, content, found));
    }),
    deleteV1Property: on((content, call, found) => {
      if (!found) return missing(call);
      content.properties.splice(content.properties.indexOf(found), 1);
      return noContent();
    }),
  };
};

const keyIn = ({ params, json: given }: RestCall): string =>
  params.key ?? String(Object(given).key ?? "");

const missing = (call: RestCall) =>
  confluenceV1Error(404, `Property with key ${keyIn(call)} not found.`);

function mistakeIn(key: string, value: unknown): string | null {
  if (key === "" || key.length > 255) return "The property key must have 1 to 255 characters.";
  if (value === undefined) return "'value' is required.";
  return Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES
    ? `The value of a property may have at most ${MOST_BYTES} bytes.`
    : null;
}

const propertyView = ({ tenant }: RestCall, content: Content, property: Property) => ({
  id: property.id,
  key: property.key,
  value: property.value,
  version: {
    when: isoTime(property.version.createdMs),
    message: property.version.message,
    number: property.version.number,
    minorEdit: property.version.minorEdit,
  },
  _expandable: { content: `/rest/api/content/${content.id}` },
  _links: {
    self: `${tenant.baseUrl}/rest/api/content/${content.id}/property/${encodeURIComponent(property.key.toWellFormed())}`,
  },
});
