import { confluenceV1Error, startPage } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handler, type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import { type ConfluenceSite, findContent, spaceByKey } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { v1User } from "./rest-v1-user.ts";

/** Finds what a call names: the key under which its watchers are kept; null where there is none such. */
type Subject = (call: RestCall, site: ConfluenceSite) => string | null;

const ofContent: Subject = ({ params }, site) =>
  findContent(site, params.contentId ?? params.id)?.id ?? null;
const ofSpace: Subject = ({ params }, site) => {
  const space = spaceByKey(site, params.spaceKey ?? "");
  return space ? `space ${space.id}` : null;
};
const ofLabel: Subject = ({ params }, site) =>
  site.labels.has(params.labelName ?? "") ? `label ${params.labelName}` : null;

/** Who wants to hear of changes to a content, a space or a label. */
export const watchHandlers = (sites: SiteBook): Handlers => ({
  ...kept(sites, "ContentWatchStatus", "ContentWatcher", ofContent),
  ...kept(sites, "SpaceWatchStatus", "SpaceWatcher", ofSpace),
  ...kept(sites, "LabelWatchStatus", "LabelWatcher", ofLabel),
  getWatchesForPage: listed(sites, ofContent),
  getWatchersForSpace: listed(sites, ofSpace),
});

function kept(sites: SiteBook, status: string, watcher: string, subject: Subject): Handlers {
  const on =
    (act: (watchers: Set<string>, accountId: string) => ReturnType<Handler>): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const key = subject(call, site);
      if (key === null) return confluenceV1Error(404, "There is nothing such to watch.");
      const accountId = call.query.get("accountId") ?? actorOf(site, call);
      return site.person(accountId)
        ? act(watchersOf(site, key), accountId)
        : confluenceV1Error(404, "No user found with the given account id.");
    };
  return {
    [`get${status}`]: on((watchers, accountId) => json(200, { watching: watchers.has(accountId) })),
    [`add${watcher}`]: on((watchers, accountId) => {
      watchers.add(accountId);
      return noContent();
    }),
    [`remove${watcher}`]: on((watchers, accountId) => {
      watchers.delete(accountId);
      return noContent();
    }),
  };
}

const listed =
  (sites: SiteBook, subject: Subject): Handler =>
  (call) => {
    const site = sites(call.tenant);
    const key = subject(call, site);
    if (key === null) return confluenceV1Error(404, "There is nothing such to watch.");
    const people = [...watchersOf(site, key)].flatMap((id) => site.person(id) ?? []);
    const page = startPage(call, people);
    const results = page.results.map((person) => ({
      type: "watch",
      watcher: v1User(site, person, false),
      ...(key.startsWith("space ")
        ? { spaceKey: call.params.spaceKey }
        : { contentId: Number(key) }),
    }));
    return json(200, { ...page, results });
  };

function watchersOf(site: ConfluenceSite, key: string): Set<string> {
  let watchers = site.watchers.get(key);
  if (!watchers) site.watchers.set(key, (watchers = new Set()));
  return watchers;
}
