import { confluenceV1Error } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { isPermitted } from "./model/restriction.ts";
import { type ConfluenceSite, findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

const operations = ["read", "update", "delete"];

/** What a site is, and who may do what: everybody of the site, what is not restricted. */
export const settingHandlers = (sites: SiteBook): Handlers => ({
  getSystemInfo: ({ tenant }) =>
    json(200, {
      cloudId: tenant.cloudId,
      commitHash: "0000000000000000000000000000000000000000",
      baseUrl: tenant.baseUrl,
      edition: tenant.plan,
      siteTitle: tenant.name,
      defaultLocale: "en_US",
      defaultTimeZone: tenant.timeZone,
    }),
  checkContentPermission: (call) => check(call, sites(call.tenant)),
});

function check(call: RestCall, site: ConfluenceSite) {
  const content = findContent(site, call.params.id);
  if (!content) return confluenceV1Error(404, `No content found with id: ${call.params.id}`);
  const { subject, operation } = (call.json ?? {}) as {
    subject?: { type?: unknown; identifier?: unknown };
    operation?: unknown;
  };
  if (typeof operation !== "string" || !operations.includes(operation))
    return confluenceV1Error(400, `'operation' must be one of ${operations.join(", ")}.`);
  if (subject?.type !== "user" && subject?.type !== "group")
    return confluenceV1Error(400, "'subject' must be a user or a group.");
  const restricted = operation === "read" ? "read" : "update";
  const hasPermission =
    subject.type === "group" ||
    (site.person(String(subject.identifier))?.active === true &&
      isPermitted(site, content, restricted, String(subject.identifier)));
  return json(200, { hasPermission, errors: [] });
}
