import { isoTime } from "../../core/time/index.ts";
import { confluenceV1Error, startPage } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { selectByCql } from "./cql/index.ts";
import { textOf } from "./model/body.ts";
import { type Content, latest, v1Type } from "./model/content.ts";
import { isPermitted } from "./model/restriction.ts";
import { type ConfluenceSite, findContent, spaceOf } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { expanded, v1ContentView } from "./rest-v1-views.ts";
import { webUi } from "./views.ts";

const EXCERPT_CHARACTERS = 300;

/** Searches of REST v1, and its view of one content. */
export const searchHandlers = (sites: SiteBook): Handlers => ({
  searchByCQL: (call) => search(call, sites(call.tenant), resultView),
  searchContentByCQL: (call) => search(call, sites(call.tenant), v1ContentView),
  getContentById: (call) => {
    const site = sites(call.tenant);
    const content = findContent(site, call.params.id);
    const asked = (call.query.get("status") ?? "current").split(",");
    const mayRead = content && isPermitted(site, content, "read", call.caller.accountId);
    return mayRead && (asked.includes("any") || asked.includes(content.status))
      ? json(200, {
          ...v1ContentView(site, content, ["version", "space", "history", ...expanded(call)]),
        })
      : confluenceV1Error(404, `No content found with id: ${call.params.id}`);
  },
});

type View = (site: ConfluenceSite, content: Content, expand: readonly string[]) => object;

function search(call: RestCall, site: ConfluenceSite, view: View) {
  const cql = call.query.get("cql") ?? "";
  const { nowMs, caller } = call;
  const selected = selectByCql(cql, { site, nowMs, accountId: caller.accountId });
  if (selected.kind === "error") return confluenceV1Error(400, selected.message);
  const page = startPage(call, selected.contents);
  return json(200, {
    ...page,
    results: page.results.map((content) => view(site, content, expanded(call))),
    cqlQuery: cql,
    searchDuration: 1,
    archivedResultCount: 0,
  });
}

/** `expand=content.body.storage` asks for parts of the content within the result. */
function resultView(site: ConfluenceSite, content: Content, expand: readonly string[]) {
  const space = spaceOf(site, content);
  const inner = expand.map((name) => name.replace(/^content\./, ""));
  return {
    content: v1ContentView(site, content, inner),
    title: content.title,
    excerpt: textOf(latest(content).body).slice(0, EXCERPT_CHARACTERS),
    url: webUi(site, content),
    resultGlobalContainer: { title: space.name, displayUrl: `/spaces/${space.key}` },
    breadcrumbs: [],
    entityType: "content",
    iconCssClass: `aui-icon content-type-${v1Type(content)}`,
    lastModified: isoTime(latest(content).createdMs),
    friendlyLastModified: isoTime(latest(content).createdMs).slice(0, 10),
    score: 0,
  };
}
