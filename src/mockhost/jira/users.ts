import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json, pageBean, wholeNumber } from "../rest/index.ts";
import type { Person } from "../tenants/index.ts";
import type { JiraSite } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import { userView, viewStyle } from "./views.ts";

/** How many people a search looks at; a site may have twenty thousand. */
const MOST_SEARCHED = 1_000;

export const userHandlers = (sites: SiteBook): Handlers => ({
  getCurrentUser: (call) =>
    json(200, shownUser(call, sites(call.tenant).person(actorOf(sites(call.tenant), call))!)),
  getUser: (call) => {
    const person = sites(call.tenant).person(call.query.get("accountId") ?? "");
    return person ? json(200, shownUser(call, person)) : noUser();
  },
  bulkGetUsers: (call) => {
    const site = sites(call.tenant);
    const asked = call.query.getAll("accountId");
    if (asked.length === 0) return jiraError(400, ["The accountId query parameter is required."]);
    const values = asked.flatMap((id) => {
      const person = site.person(id);
      return person ? [shownUser(call, person)] : [];
    });
    return json(200, pageBean(call, values, 10, 200));
  },
  findUsersWithBrowsePermission: (call) => json(200, searched(call, sites(call.tenant))),
  findBulkAssignableUsers: (call) => json(200, searched(call, sites(call.tenant))),
  findUsers: (call) => json(200, searched(call, sites(call.tenant))),
  findAssignableUsers: (call) => json(200, searched(call, sites(call.tenant))),
  findUsersForPicker: (call) => {
    const users = searched(call, sites(call.tenant));
    return json(200, {
      users,
      total: users.length,
      header: `Showing ${users.length} of ${users.length} matching users`,
    });
  },
  getUserEmail: (call) => {
    const person = sites(call.tenant).person(call.query.get("accountId") ?? "");
    return person
      ? json(200, { accountId: person.accountId, email: person.emailAddress })
      : noUser();
  },
  getUserGroups: (call) => json(200, groupsOf(call)),
});

const GROUP_ID = "11111111-1111-4111-a111-111111111111";

/** Everybody is in one group. */
const groupsOf = (call: RestCall) => [
  {
    name: "jira-users",
    groupId: GROUP_ID,
    self: `${viewStyle(call.tenant, call.request.path).root}/group?groupId=${GROUP_ID}`,
  },
];

const noUser = () =>
  jiraError(404, ["Specified user does not exist or you do not have required permissions"]);

/** Addresses are for add-ons with the scope for them. */
const shownUser = (call: RestCall, person: Person) => ({
  ...userView(
    person,
    viewStyle(call.tenant, call.request.path),
    call.caller.scopes.has("ACCESS_EMAIL_ADDRESSES"),
  ),
  locale: "en_US",
  groups: { size: 1, items: [] },
  applicationRoles: { size: 1, items: [] },
});

function searched(call: RestCall, site: JiraSite) {
  const query = (call.query.get("query") ?? "").toLowerCase();
  const accountId = call.query.get("accountId");
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const most = wholeNumber(call, "maxResults", 50, 1000);
  const one = accountId === null ? null : site.person(accountId);
  if (accountId !== null) return one ? [shownUser(call, one)] : [];
  const found: Person[] = [];
  for (let i = 0; i < Math.min(site.tenant.users, MOST_SEARCHED); i++) {
    const person = site.personAt(i);
    if (person.displayName.toLowerCase().includes(query) || person.emailAddress.startsWith(query))
      found.push(person);
  }
  return found.slice(startAt, startAt + most).map((person) => shownUser(call, person));
}
