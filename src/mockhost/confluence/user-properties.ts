import { isoTime } from "../../core/time/index.ts";
import { confluenceV1Error, startPage } from "../rest/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { UserProperty } from "./model/content.ts";
import type { SiteBook } from "./model/site-book.ts";

const MOST_BYTES = 32_768;

type OnProperties = (
  call: RestCall,
  properties: Map<string, UserProperty>,
  found: UserProperty | undefined,
) => HostResponse;

/** JSON that add-ons keep on a person. */
export const userPropertyHandlers = (sites: SiteBook): Handlers => {
  const on =
    (act: OnProperties): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const userId = call.params.userId ?? "";
      if (!site.person(userId)) return confluenceV1Error(404, "There is no such user.");
      let properties = site.userProperties.get(userId);
      if (!properties) site.userProperties.set(userId, (properties = new Map()));
      return act(call, properties, properties.get(keyIn(call)));
    };
  return {
    getUserProperties: on((call, properties) => {
      const page = startPage(call, [...properties.keys()]);
      return json(200, { ...page, results: page.results.map((key) => ({ key })) });
    }),
    getUserProperty: on((call, _, found) =>
      found ? json(200, propertyView(call, found)) : missing(call),
    ),
    createUserProperty: on((call, properties, found) => {
      const value = valueIn(call);
      if (value === null) return wrongValue();
      if (found)
        return confluenceV1Error(409, `A property with key '${keyIn(call)}' already exists.`);
      const id = sites(call.tenant).nextId();
      properties.set(keyIn(call), { id, value, createdMs: call.nowMs, changedMs: call.nowMs });
      return { status: 201 };
    }),
    updateUserProperty: on((call, _, found) => {
      const value = valueIn(call);
      if (value === null) return wrongValue();
      if (!found) return missing(call);
      Object.assign(found, { value, changedMs: call.nowMs });
      return noContent();
    }),
    deleteUserProperty: on((call, properties) =>
      properties.delete(keyIn(call)) ? noContent() : missing(call),
    ),
  };
};

const keyIn = ({ params }: RestCall): string => params.key ?? "";

const missing = (call: RestCall) =>
  confluenceV1Error(404, `Property with key ${keyIn(call)} not found.`);

const wrongValue = () =>
  confluenceV1Error(400, `'value' must be an object of at most ${MOST_BYTES} bytes.`);

function valueIn(call: RestCall): Readonly<Record<string, unknown>> | null {
  const { value } = Object(call.json) as { value?: unknown };
  return value !== null && typeof value === "object" && call.request.body.length <= MOST_BYTES
    ? (value as Record<string, unknown>)
    : null;
}

const propertyView = (call: RestCall, { id, value, createdMs, changedMs }: UserProperty) => ({
  id,
  key: keyIn(call),
  value,
  createdDate: isoTime(createdMs),
  lastModifiedDate: isoTime(changedMs),
  _links: { self: `${call.tenant.baseUrl}${call.request.path.replace(/^\/wiki/, "")}` },
});
