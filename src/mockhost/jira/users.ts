import { jiraError, pageBean } from "../rest/index.ts";
import { actorOf, type Person } from "../tenants/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { foundUsers, groupsOf } from "./groups.ts";
import { findIssue, findProject, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { noIssue } from "./on-issue.ts";
import { noProject } from "./on-project.ts";
import { searchedPeople } from "./search-people.ts";
import { userView, viewStyle } from "./views.ts";

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
  findUsers: (call) => listed(call, searchedPeople(call, sites(call.tenant))),
  findUsersWithBrowsePermission: (call) => listed(call, searchedPeople(call, sites(call.tenant))),
  findUsersWithAllPermissions: (call) =>
    call.query.get("permissions")
      ? listed(call, searchedPeople(call, sites(call.tenant), isActive))
      : jiraError(400, ["The permissions query parameter is required."]),
  findAssignableUsers: (call) => assignable(call, sites(call.tenant)),
  findBulkAssignableUsers: (call) => {
    const site = sites(call.tenant);
    const keys = (call.query.get("projectKeys") ?? "").split(",").filter(Boolean);
    if (keys.length === 0) return jiraError(400, ["The projectKeys query parameter is required."]);
    return keys.every((key) => findProject(site, key))
      ? listed(call, searchedPeople(call, site, isActive))
      : noProject();
  },
  findUsersForPicker: (call) => json(200, foundUsers(call, sites(call.tenant))),
  getUserEmail: (call) => {
    const person = sites(call.tenant).person(call.query.get("accountId") ?? "");
    return person
      ? json(200, { accountId: person.accountId, email: person.emailAddress })
      : noUser();
  },
  getUserEmailBulk: (call) => {
    const site = sites(call.tenant);
    const people = call.query.getAll("accountId").flatMap((id) => site.person(id) ?? []);
    return json(
      200,
      people.map(({ accountId, emailAddress }) => ({ accountId, email: emailAddress })),
    );
  },
});

const isActive = ({ active }: Person): boolean => active;

const listed = (call: RestCall, people: readonly Person[]) =>
  json(
    200,
    people.map((person) => shownUser(call, person)),
  );

/** To whom issues of a project can be given: it must be said which project, or which issue. */
function assignable(call: RestCall, site: JiraSite) {
  const project = call.query.get("project");
  const issue = call.query.get("issueKey") ?? call.query.get("issueId");
  if (project === null && issue === null)
    return jiraError(400, ["You must specify either the project or the issueKey parameter."]);
  if (project !== null && !findProject(site, project)) return noProject();
  if (issue !== null && !findIssue(site, issue)) return noIssue();
  return listed(call, searchedPeople(call, site, isActive));
}

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
  groups: { size: groupsOf(person).length, items: [] },
  applicationRoles: { size: 1, items: [] },
});
