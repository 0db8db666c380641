import { confluenceV1Error } from "../rest/index.ts";
import { type Handler, type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import type { SiteBook } from "./model/site-book.ts";

const MAX_VALUE_CHARACTERS = 32_768;
const MAX_KEY_CHARACTERS = 127;

type OnProperties = (
  properties: Map<string, unknown>,
  key: string,
  call: RestCall,
) => ReturnType<Handler>;

/** What add-ons keep on a site as a whole. Each sees its own only. */
export const addonPropertyHandlers = (sites: SiteBook): Handlers => {
  const own =
    (act: OnProperties): Handler =>
    (call) => {
      const { addonKey } = call.caller;
      if (call.params.addonKey !== addonKey)
        return confluenceV1Error(401, "Add-ons can only use their own properties.");
      const { addonProperties } = sites(call.tenant);
      let properties = addonProperties.get(addonKey);
      if (!properties) addonProperties.set(addonKey, (properties = new Map()));
      return act(properties, call.params.propertyKey ?? "", call);
    };
  return {
    "AddonPropertiesResource.getAddonProperties_get": own((properties, _key, call) =>
      json(200, { keys: [...properties.keys()].map((key) => keyView(call, key)) }),
    ),
    "AddonPropertiesResource.getAddonProperty_get": own((properties, key, call) =>
      properties.has(key)
        ? json(200, { ...keyView(call, key), value: properties.get(key) })
        : missing(key),
    ),
    "AddonPropertiesResource.putAddonProperty_put": own(write),
    "AddonPropertiesResource.deleteAddonProperty_delete": own((properties, key) =>
      properties.delete(key) ? noContent() : missing(key),
    ),
  };
};

const missing = (key: string) => confluenceV1Error(404, `Property with key ${key} not found.`);

const keyView = (call: RestCall, key: string) => {
  const path = call.request.path.replace(/^\/wiki/, "").replace(/\/properties.*$/, "/properties");
  return { self: `${call.tenant.baseUrl}${path}/${encodeURIComponent(key)}`, key };
};

function write(properties: Map<string, unknown>, key: string, call: RestCall) {
  if (key.length > MAX_KEY_CHARACTERS)
    return confluenceV1Error(400, "The property key must not be longer than 127 characters.");
  if (call.json === undefined) return confluenceV1Error(400, "The property value must be JSON.");
  if (call.request.body.length > MAX_VALUE_CHARACTERS)
    return confluenceV1Error(400, "The property value cannot be longer than 32768 characters.");
  const isNew = !properties.has(key);
  properties.set(key, call.json);
  const status = isNew ? 201 : 200;
  return json(status, {
    message: `Property ${isNew ? "created" : "updated"}.`,
    "status-code": status,
  });
}
