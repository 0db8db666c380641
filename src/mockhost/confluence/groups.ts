import { confluenceV1Error, startPage } from "../rest/index.ts";
import { type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import { type Group, groupNamed, groups } from "./model/groups.ts";
import type { SiteBook } from "./model/site-book.ts";
import { v1User } from "./rest-v1-user.ts";

export const groupView = (call: Pick<RestCall, "tenant">, { id, name }: Group) => ({
  type: "group",
  name,
  id,
  _links: { self: `${call.tenant.baseUrl}/rest/api/group/by-id?id=${id}` },
});

/** Who belongs together. Groups are made by administrators, never by add-ons. */
export const groupHandlers = (sites: SiteBook): Handlers => ({
  getGroups: (call) => listed(call, groups),
  getGroupByGroupId: onGroup("id", (call, group) => json(200, groupView(call, group))),
  getGroupByQueryParam: onGroup("name", (call, group) => json(200, groupView(call, group))),
  searchGroups: (call) => {
    const query = (call.query.get("query") ?? "").toLowerCase();
    return listed(
      call,
      groups.filter(({ name }) => name.includes(query)),
    );
  },
  getGroupMembersByGroupId: (call) => members(call, sites, call.params.groupId),
  getMembersByQueryParam: (call) => members(call, sites, call.query.get("name")),
  getGroupMembershipsForUser: (call) => {
    const person = sites(call.tenant).person(call.query.get("accountId") ?? "");
    return person
      ? listed(
          call,
          groups.filter((group) => group.has(person)),
        )
      : confluenceV1Error(404, "No user found with the given account id.");
  },
});

const noGroup = () => confluenceV1Error(404, "There is no such group.");

const onGroup =
  (by: "id" | "name", act: (call: RestCall, group: Group) => HostResponse): Handlers[string] =>
  (call) => {
    const group = groupNamed(call.query.get(by));
    return group ? act(call, group) : noGroup();
  };

function listed(call: RestCall, found: readonly Group[]): HostResponse {
  const page = startPage(call, found);
  return json(200, { ...page, results: page.results.map((group) => groupView(call, group)) });
}

function members(call: RestCall, sites: SiteBook, named: string | null | undefined): HostResponse {
  const group = groupNamed(named);
  if (!group) return noGroup();
  const site = sites(call.tenant);
  const everybody = Array.from({ length: call.tenant.users }, (_, index) => site.personAt(index));
  const page = startPage(call, everybody.filter(group.has));
  const showsEmail = call.caller.scopes.has("ACCESS_EMAIL_ADDRESSES");
  const results = page.results.map((person) => v1User(site, person, showsEmail));
  return json(200, { ...page, results });
}
