import { jiraError, pageBean, wholeNumber } from "../rest/index.ts";
import type { Person } from "../tenants/index.ts";
import { escaped, type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { everybody, searchedPeople } from "./search-people.ts";
import { userView, type ViewStyle, viewStyle } from "./views.ts";

interface Group {
  readonly groupId: string;
  readonly name: string;
  has(person: Person): boolean;
}

/** Everybody uses Jira; the first of a site administers it. */
const groups: readonly Group[] = [
  { groupId: "11111111-1111-4111-a111-111111111111", name: "jira-users", has: () => true },
  {
    groupId: "22222222-2222-4222-a222-222222222222",
    name: "jira-administrators",
    has: ({ index }) => index === 0,
  },
];

export const groupsOf = (person: Person): readonly Group[] =>
  groups.filter((group) => group.has(person));

/** By id, else by name. */
export const groupNamed = (groupId: unknown, name: unknown): Group | undefined =>
  groups.find((group) => group.groupId === groupId || group.name === name);

export const groupView = ({ root }: ViewStyle, { name, groupId }: Group) => ({
  name,
  groupId,
  self: `${root}/group?groupId=${groupId}`,
});

const viewIn = (call: RestCall, group: Group) =>
  groupView(viewStyle(call.tenant, call.request.path), group);

/** Who belongs together. Groups are made by administrators, never by add-ons. */
export const groupHandlers = (sites: SiteBook): Handlers => ({
  getUserGroups: (call) => {
    const person = sites(call.tenant).person(call.query.get("accountId") ?? "");
    return person
      ? json(
          200,
          groupsOf(person).map((group) => viewIn(call, group)),
        )
      : jiraError(404, ["The user does not exist."]);
  },
  bulkGetGroups: (call) => {
    const [ids, names] = [call.query.getAll("groupId"), call.query.getAll("groupName")];
    const found = groups.filter(
      ({ groupId, name }) =>
        ids.length + names.length === 0 || ids.includes(groupId) || names.includes(name),
    );
    const values = found.map(({ groupId, name }) => ({ groupId, name }));
    return json(200, pageBean(call, values));
  },
  getGroup: onGroup((call, group) => {
    const users = everybody(sites(call.tenant)).filter(group.has);
    return json(200, {
      ...viewIn(call, group),
      users: { size: users.length, items: [], "max-results": 50, "start-index": 0, "end-index": 0 },
      expand: "users",
    });
  }),
  getUsersFromGroup: onGroup((call, group) => {
    const withInactive = call.query.get("includeInactiveUsers") === "true";
    const members = everybody(sites(call.tenant)).filter(
      (person) => group.has(person) && (withInactive || person.active),
    );
    const page = pageBean(call, members, 50, 200);
    const style = viewStyle(call.tenant, call.request.path);
    const showsEmail = call.caller.scopes.has("ACCESS_EMAIL_ADDRESSES");
    const values = page.values.map((person) => userView(person, style, showsEmail));
    return json(200, { ...page, values });
  }),
  findGroups: (call) => json(200, foundGroups(call, sites(call.tenant))),
  findUsersAndGroups: (call) => {
    const site = sites(call.tenant);
    return json(200, { users: foundUsers(call, site), groups: foundGroups(call, site) });
  },
});

const onGroup =
  (act: (call: RestCall, group: Group) => HostResponse): Handlers[string] =>
  (call) => {
    const group = groupNamed(call.query.get("groupId"), call.query.get("groupname"));
    return group ? act(call, group) : jiraError(404, ["The group does not exist."]);
  };

function foundGroups(call: RestCall, site: JiraSite) {
  const query = (call.query.get("query") ?? "").toLowerCase();
  const [names, ids] = [call.query.getAll("exclude"), call.query.getAll("excludeId")];
  const member = site.person(call.query.get("accountId") ?? "");
  const found = groups.filter(
    (group) =>
      group.name.includes(query) &&
      !names.includes(group.name) &&
      !ids.includes(group.groupId) &&
      (member === null || group.has(member)),
  );
  const shown = found.slice(0, wholeNumber(call, "maxResults", 20, 100));
  return {
    header: `Showing ${shown.length} of ${found.length} matching groups`,
    total: found.length,
    groups: shown.map(({ name, groupId }) => ({
      name,
      html: marked(name, query),
      labels: [],
      groupId,
    })),
  };
}

/** People as pickers show them: the letters that were found are bold. */
export function foundUsers(call: RestCall, site: JiraSite) {
  const style = viewStyle(call.tenant, call.request.path);
  const query = call.query.get("query") ?? "";
  const not = ["exclude", "excludeAccountIds"].flatMap((name) => call.query.getAll(name));
  const found = searchedPeople(call, site, ({ accountId }) => !not.includes(accountId));
  const users = found.map((person) => ({
    accountId: person.accountId,
    accountType: "atlassian",
    html: marked(person.displayName, query),
    displayName: person.displayName,
    ...(call.query.get("showAvatar") === "true"
      ? { avatarUrl: userView(person, style).avatarUrls["16x16"] }
      : {}),
  }));
  const header = `Showing ${users.length} of ${users.length} matching users`;
  return { users, total: users.length, header };
}

function marked(text: string, query: string): string {
  const at = query === "" ? -1 : text.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return escaped(text);
  const end = at + query.length;
  const [before, found, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
  return `${escaped(before)}<strong>${escaped(found)}</strong>${escaped(after)}`;
}
