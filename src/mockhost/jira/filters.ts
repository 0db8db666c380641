import { jiraError, pageBean } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { actorFrom, type EmitSiteEvent, eventStyle } from "./emit-events.ts";
import { filterPartHandlers } from "./filter-parts.ts";
import { parseJql } from "./jql/index.ts";
import type { Filter } from "./model/filter.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { readShares, shareView } from "./share.ts";
import { userView, type ViewStyle, viewStyle } from "./views.ts";

/** Searches that people keep, and which of them they like best. */
export const filterHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => {
  const onFilter =
    (act: (call: RestCall, site: JiraSite, filter: Filter) => ReturnType<Handler>): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const filter = site.filters.get(call.params.id ?? "");
      return filter ? act(call, site, filter) : noFilter();
    };
  const emitChange = (act: string, call: RestCall, site: JiraSite, filter: Filter) =>
    emit(`filter_${act}`, site, actorFrom(call, actorOf(site, call)), {
      filter: filterView(site, filter, eventStyle(site), actorOf(site, call)),
    });
  const listed = (isWanted: (filter: Filter, me: string) => boolean) => (call: RestCall) => {
    const site = sites(call.tenant);
    const mine = actorOf(site, call);
    return [...site.filters.values()]
      .filter((filter) => isWanted(filter, mine))
      .map((filter) => shown(call, site, filter));
  };
  const likes = (change: (people: Set<string>, accountId: string) => void): Handler =>
    onFilter((call, site, filter) => {
      change(filter.favouriteOf, actorOf(site, call));
      return json(200, shown(call, site, filter));
    });
  return {
    createFilter: (call) => {
      const site = sites(call.tenant);
      const input = inputOf(call);
      const wrong = mistakeIn(site, { ...input, name: input.name ?? "" });
      if (wrong) return jiraError(400, [], wrong);
      const owner = actorOf(site, call);
      const blank = { id: site.nextId(), name: "", description: "", jql: "", owner };
      const kept = { favouriteOf: new Set<string>(), shares: [], editShares: [], columns: null };
      const filter: Filter = { ...blank, ...input, ...kept };
      const refused = keepShares(call, site, filter);
      if (refused) return refused;
      if (isFavourite(call)) filter.favouriteOf.add(owner);
      site.filters.set(filter.id, filter);
      emitChange("created", call, site, filter);
      return json(200, shown(call, site, filter));
    },
    getFilter: onFilter((call, site, filter) => json(200, shown(call, site, filter))),
    updateFilter: onFilter((call, site, filter) => {
      const wrong = mistakeIn(site, inputOf(call), filter);
      if (wrong) return jiraError(400, [], wrong);
      const refused = keepShares(call, site, filter);
      if (refused) return refused;
      Object.assign(filter, inputOf(call));
      emitChange("updated", call, site, filter);
      return json(200, shown(call, site, filter));
    }),
    deleteFilter: onFilter((call, site, filter) => {
      site.filters.delete(filter.id);
      emitChange("deleted", call, site, filter);
      return noContent();
    }),
    getFiltersPaginated: (call) => {
      const name = (call.query.get("filterName") ?? "").toLowerCase();
      const found = listed((filter) => filter.name.toLowerCase().includes(name))(call);
      // A search alone gives the subscriptions as a plain list.
      const details = found.map((filter) => ({ ...filter, subscriptions: [] }));
      return json(200, pageBean(call, details));
    },
    getMyFilters: (call) => json(200, listed(({ owner }, me) => owner === me)(call)),
    getFavouriteFilters: (call) =>
      json(200, listed(({ favouriteOf }, me) => favouriteOf.has(me))(call)),
    ...filterPartHandlers(sites, onFilter, emitChange),
    setFavouriteForFilter: likes((people, accountId) => people.add(accountId)),
    deleteFavouriteForFilter: likes((people, accountId) => people.delete(accountId)),
  };
};

const noFilter = () =>
  jiraError(400, ["The selected filter is not available to you, perhaps it has been deleted."]);

/** With whom it is shared, where a body says so; null: all is well. */
function keepShares(call: RestCall, site: JiraSite, filter: Filter): HostResponse | null {
  const given = Object(call.json) as Readonly<Record<string, unknown>>;
  const read = readShares(site, given.sharePermissions);
  const edit = readShares(site, given.editPermissions);
  if (typeof read === "string") return jiraError(400, [read]);
  if (typeof edit === "string") return jiraError(400, [edit]);
  if (given.sharePermissions !== undefined) filter.shares.splice(0, Infinity, ...read);
  if (given.editPermissions !== undefined) filter.editShares.splice(0, Infinity, ...edit);
  return null;
}

type Input = Partial<Pick<Filter, "name" | "description" | "jql">>;

function inputOf(call: RestCall): Input {
  const given = Object(call.json) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    ["name", "description", "jql"].flatMap((name) =>
      given[name] === undefined ? [] : [[name, String(given[name])]],
    ),
  );
}

const isFavourite = ({ json: given }: RestCall): boolean => Object(given).favourite === true;

function mistakeIn(site: JiraSite, { name, jql }: Input, self?: Filter) {
  if (name?.trim() === "") return { name: "You must specify a name to save this filter." };
  if ([...site.filters.values()].some((other) => other !== self && other.name === name))
    return { name: "Filter with same name already exists." };
  const parsed = parseJql(jql ?? "");
  return parsed.kind === "error" ? { jql: parsed.message } : null;
}

const shown = (call: RestCall, site: JiraSite, filter: Filter) =>
  filterView(site, filter, viewStyle(call.tenant, call.request.path), actorOf(site, call));

function filterView(site: JiraSite, filter: Filter, style: ViewStyle, viewer: string) {
  const { id, name, description, jql, owner, favouriteOf, shares, editShares } = filter;
  const person = site.person(owner);
  return {
    self: `${style.root}/filter/${id}`,
    id,
    name,
    description,
    ...(person ? { owner: userView(person, style) } : {}),
    jql,
    viewUrl: `${site.tenant.baseUrl}/issues/?filter=${id}`,
    searchUrl: `${style.root}/search/jql?jql=${encodeURIComponent(jql)}`,
    favourite: favouriteOf.has(viewer),
    favouritedCount: favouriteOf.size,
    sharePermissions: shares.map((share) => shareView(site, share, style)),
    editPermissions: editShares.map((share) => shareView(site, share, style)),
    subscriptions: { size: 0, items: [], "max-results": 0, "start-index": 0, "end-index": 0 },
  };
}
