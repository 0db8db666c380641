import type { RestCall } from "../world/index.ts";
import { type Content, isComment } from "./model/content.ts";
import type { ConfluenceSite } from "./model/site.ts";
import { labelView, propertyView, versionView } from "./views.ts";

/** At most so many of each part; the rest is behind its own operation. */
const MOST_INCLUDED = 50;

/** What the `include-…` parameters ask to see along with a content. */
export function includedParts(call: RestCall, site: ConfluenceSite, content: Content) {
  const self = `${call.tenant.baseUrl}${call.request.path.replace(/^\/wiki/, "")}`;
  const part = (name: string, all: readonly unknown[]) =>
    call.query.get(`include-${name}`) === "true"
      ? {
          [name]: {
            results: all.slice(0, MOST_INCLUDED),
            meta: { hasMore: all.length > MOST_INCLUDED, cursor: "" },
            _links: { self: `${self}/${name}` },
          },
        }
      : {};
  return {
    ...part("labels", labelsOf(site, content).map(labelView)),
    ...part("properties", content.properties.map(propertyView)),
    ...part("operations", operationsOn(content)),
    ...part("likes", []),
    ...part("versions", content.versions.toReversed().map(versionView)),
  };
}

export const labelsOf = (site: ConfluenceSite, { labels }: Content) =>
  [...labels].map((name) => site.labels.get(name)!);

/** Everybody may do everything: permissions are not kept. */
export const operationsOn = ({ type }: Content) =>
  ["read", "update", "delete"].map((operation) => ({
    operation,
    targetType: isComment({ type }) ? "comment" : type,
  }));
