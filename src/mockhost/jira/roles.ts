import { jiraError } from "../rest/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { groupNamed } from "./groups.ts";
import type { Project, RoleActors } from "./model/project.ts";
import { projectRoles } from "./model/schemes.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onProject } from "./on-project.ts";
import { userView, type ViewStyle, viewStyle } from "./views.ts";

type Role = (typeof projectRoles)[number];

/** Roles, and who has them where. */
export const roleHandlers = (sites: SiteBook): Handlers => {
  const onRole = (
    act: (call: RestCall, site: JiraSite, project: Project, role: Role) => HostResponse,
  ): Handler =>
    onProject(sites, (call, site, project) => {
      const role = roleIn(call);
      return role ? act(call, site, project, role) : noRole();
    });
  const shown = (call: RestCall, site: JiraSite, project: Project, role: Role) =>
    json(200, projectRoleView(call, site, project, role));
  return {
    ...defaultHandlers(sites),
    getProjectRole: onRole(shown),
    getProjectRoleDetails: onProject(sites, (call, _, project) =>
      json(
        200,
        projectRoles.map((role) => ({
          self: `${viewStyle(call.tenant, call.request.path).root}/project/${project.id}/role/${role.id}`,
          ...role,
          description: "",
          admin: role.name === "Administrators",
          default: false,
          roleConfigurable: true,
          translatedName: role.name,
        })),
      ),
    ),
    addActorUsers: onRole((call, site, project, role) => {
      const given = Object(call.json) as Readonly<Record<string, unknown>>;
      const wrong = add(site, actorsOf(site, project, role), {
        users: given.user,
        groups: given.groupId ?? given.group,
      });
      return wrong ?? shown(call, site, project, role);
    }),
    setActors: onRole((call, site, project, role) => {
      const { categorisedActors = {} } = Object(call.json) as {
        categorisedActors?: Readonly<Record<string, unknown>>;
      };
      const next: RoleActors = { accountIds: new Set(), groupIds: new Set() };
      const wrong = add(site, next, {
        users: categorisedActors["atlassian-user-role-actor"],
        groups:
          categorisedActors["atlassian-group-role-actor-id"] ??
          categorisedActors["atlassian-group-role-actor"],
      });
      if (wrong) return wrong;
      site.roleActors.set(keyOf(project, role), next);
      return shown(call, site, project, role);
    }),
    deleteActor: onRole((call, site, project, role) =>
      remove(call, actorsOf(site, project, role)) ? noContent() : noActor(),
    ),
  };
};

/** The roles themselves, with whom new projects begin. */
const defaultHandlers = (sites: SiteBook): Handlers => {
  const onRole =
    (act: (call: RestCall, site: JiraSite, role: Role) => HostResponse): Handler =>
    (call) => {
      const role = roleIn(call);
      return role ? act(call, sites(call.tenant), role) : noRole();
    };
  const shown = (call: RestCall, site: JiraSite, role: Role) =>
    json(200, {
      ...roleView(call, role),
      actors: actorViews(
        site,
        defaultActors(site, role),
        viewStyle(call.tenant, call.request.path),
      ),
    });
  return {
    getAllProjectRoles: (call) =>
      json(
        200,
        projectRoles.map((role) => roleView(call, role)),
      ),
    getProjectRoleById: onRole(shown),
    getProjectRoleActorsForRole: onRole(shown),
    addProjectRoleActorsToRole: onRole((call, site, role) => {
      const given = Object(call.json) as Readonly<Record<string, unknown>>;
      const asked = { users: given.user, groups: given.groupId ?? given.group };
      return add(site, defaultActors(site, role), asked) ?? shown(call, site, role);
    }),
    deleteProjectRoleActorsFromRole: onRole((call, site, role) =>
      remove(call, defaultActors(site, role)) ? shown(call, site, role) : noActor(),
    ),
  };
};

const noRole = () => jiraError(404, ["There is no such role."]);
const noActor = () => jiraError(404, ["The role has no such actor."]);

const roleIn = ({ params }: RestCall): Role | undefined =>
  projectRoles.find(({ id }) => String(id) === params.id);

const roleView = (call: RestCall, role: Role) => ({
  self: `${viewStyle(call.tenant, call.request.path).root}/role/${role.id}`,
  ...role,
  description: "",
});

const keyOf = ({ id }: Project, role: Role): string => `${id}/${role.id}`;

/** Left as it was, a project is administered by its lead. */
function actorsOf(site: JiraSite, project: Project, role: Role): RoleActors {
  const lead = role.name === "Administrators" ? [project.lead] : [];
  const { accountIds, groupIds } = defaultActors(site, role);
  return held(site, keyOf(project, role), [...lead, ...accountIds], groupIds);
}

const defaultActors = (site: JiraSite, role: Role): RoleActors =>
  held(
    site,
    `/${role.id}`,
    [],
    role.name === "Member" ? [groupNamed(null, "jira-users")!.groupId] : [],
  );

function held(
  { roleActors }: JiraSite,
  key: string,
  accountIds: Iterable<string>,
  groupIds: Iterable<string>,
): RoleActors {
  let actors = roleActors.get(key);
  if (!actors) {
    actors = { accountIds: new Set(accountIds), groupIds: new Set(groupIds) };
    roleActors.set(key, actors);
  }
  return actors;
}

interface RoleActorsInput {
  readonly users: unknown;
  readonly groups: unknown;
}

/** Null: all of them have the role now; else why none of them was given it. */
function add(
  site: JiraSite,
  actors: RoleActors,
  { users, groups }: RoleActorsInput,
): HostResponse | null {
  const list = (given: unknown) => (Array.isArray(given) ? given.map(String) : []);
  const accountIds = list(users);
  const found = list(groups).map((named) => groupNamed(named, named));
  if (!accountIds.every((accountId) => site.person(accountId)) || found.includes(undefined))
    return jiraError(404, ["There is no such user or group."]);
  for (const accountId of accountIds) actors.accountIds.add(accountId);
  for (const group of found) actors.groupIds.add(group!.groupId);
  return null;
}

function remove({ query }: RestCall, { accountIds, groupIds }: RoleActors): boolean {
  const group = groupNamed(query.get("groupId"), query.get("group"));
  return accountIds.delete(query.get("user") ?? "") || groupIds.delete(group?.groupId ?? "");
}

const projectRoleView = (call: RestCall, site: JiraSite, project: Project, role: Role) => {
  const style = viewStyle(call.tenant, call.request.path);
  return {
    ...roleView(call, role),
    self: `${style.root}/project/${project.id}/role/${role.id}`,
    actors: actorViews(site, actorsOf(site, project, role), style),
  };
};

const actorViews = (site: JiraSite, { accountIds, groupIds }: RoleActors, style: ViewStyle) => [
  ...[...accountIds]
    .flatMap((accountId) => site.person(accountId) ?? [])
    .map((person) => ({
      id: 10_000 + person.index,
      displayName: person.displayName,
      type: "atlassian-user-role-actor",
      actorUser: { accountId: person.accountId },
      avatarUrl: userView(person, style).avatarUrls["16x16"],
    })),
  ...[...groupIds]
    .flatMap((groupId) => groupNamed(groupId, null) ?? [])
    .map(({ name, groupId }, index) => ({
      id: 90_000 + index,
      displayName: name,
      type: "atlassian-group-role-actor",
      name,
      actorGroup: { name, displayName: name, groupId },
    })),
];
