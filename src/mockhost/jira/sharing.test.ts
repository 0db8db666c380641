import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

describe("dashboards", () => {
  test("are made, found, changed, copied and deleted", () => {
    const { ask, told } = siteUnderTest();
    const shares = { sharePermissions: [{ type: "global" }], editPermissions: [] };
    const { id } = told("createDashboard", {}, { name: "Team", ...shares });
    told("addGadget", { dashboardId: id }, { moduleKey: "com.example:burndown", title: "Burn" });
    expect(told("getDashboard", { id }).sharePermissions).toMatchObject([{ type: "global" }]);
    expect(told("updateDashboard", { id }, { name: "Teams", ...shares }).name).toBe("Teams");
    expect(told("getDashboardsPaginated", { dashboardName: "team" }).total).toBe(1);
    const copy = told("copyDashboard", { id }, { name: "Copy", ...shares });
    expect(told("getAllGadgets", { dashboardId: copy.id }).gadgets).toHaveLength(1);
    expect(told("getAllDashboards").total).toBe(2);
    expect(ask("deleteDashboard", { id }).status).toBe(204);
    expect(ask("getDashboard", { id }).status).toBe(404);
  });

  test("hold gadgets, and what add-ons keep about theirs", () => {
    const { ask, told } = siteUnderTest();
    const { id: dashboardId } = told("createDashboard", {}, { name: "Team" });
    const gadget = told("addGadget", { dashboardId }, { moduleKey: "a:b", color: "red" });
    const on = { dashboardId, itemId: String(gadget.id), propertyKey: "itemkey" };
    expect(ask("setDashboardItemProperty", on, { board: 7 }).status).toBe(201);
    expect(told("getDashboardItemProperty", on).value).toEqual({ board: 7 });
    expect(told("getDashboardItemPropertyKeys", on).keys).toHaveLength(1);
    const at = { dashboardId, gadgetId: String(gadget.id) };
    expect(ask("updateGadget", at, { title: "New", color: "blue" }).status).toBe(204);
    expect(told("getAllGadgets", { dashboardId }).gadgets).toMatchObject([{ title: "New" }]);
    expect(ask("removeGadget", at).status).toBe(204);
    expect(ask("getDashboardItemProperty", on).status).toBe(404);
  });

  test.each([
    ["a dashboard without a name", "createDashboard", {}, {}],
    ["one that is shared oddly", "createDashboard", {}, { name: "A", sharePermissions: [{}] }],
  ])("%s is refused", (_, operation, params, json) => {
    const { ask, told } = siteUnderTest();
    expect(ask(operation, params, json).status).toBe(400);
    expect(told("getAllDashboards").total).toBe(0);
  });

  test("a gadget of no kind, or of no colour, is refused", () => {
    const { ask, told } = siteUnderTest();
    const { id: dashboardId } = told("createDashboard", {}, { name: "Team" });
    expect(ask("addGadget", { dashboardId }, { title: "None" }).status).toBe(400);
    expect(ask("addGadget", { dashboardId }, { moduleKey: "a", color: "beige" }).status).toBe(400);
  });
});

describe("filters", () => {
  test("are shared with people, groups, projects and roles, and told of", () => {
    const { ask, told, site, heard } = siteUnderTest();
    const { id } = told("createFilter", {}, { name: "Mine", jql: "project = ROAD" });
    heard();
    const { accountId } = site.personAt(1);
    told("addSharePermission", { id }, { type: "user", accountId });
    told("addSharePermission", { id }, { type: "group", groupname: "jira-users" });
    const role = { type: "projectRole", projectId: "10000", projectRoleId: "10002" };
    const [person, group, project] = told("addSharePermission", { id }, role);
    expect(person.user.accountId).toBe(accountId);
    expect(group.group.name).toBe("jira-users");
    expect(project).toMatchObject({ project: { key: "ROAD" }, role: { name: "Administrators" } });
    expect(told("getFilter", { id }).sharePermissions).toHaveLength(3);
    const permissionId = String(group.id);
    expect(ask("deleteSharePermission", { id, permissionId }).status).toBe(204);
    expect(ask("getSharePermission", { id, permissionId }).status).toBe(404);
    expect(heard()).toEqual(Array(4).fill("filter_updated"));
    expect(ask("addSharePermission", { id }, { type: "user", accountId: "x" }).status).toBe(400);
  });

  test("change hands, and show columns of their own", () => {
    const { ask, told, site } = siteUnderTest();
    const { id } = told("createFilter", {}, { name: "Mine", jql: "project = ROAD" });
    const { accountId } = site.personAt(1);
    expect(ask("changeFilterOwner", { id }, { accountId }).status).toBe(204);
    expect(told("getFilter", { id }).owner.accountId).toBe(accountId);
    ask("setColumns", { id }, { columns: ["summary"] });
    expect(told("getColumns", { id })).toEqual([{ label: "Summary", value: "summary" }]);
    ask("resetColumns", { id });
    expect(told("getColumns", { id }).length).toBeGreaterThan(1);
    expect(told("setDefaultShareScope", {}, { scope: "GLOBAL" })).toEqual({ scope: "GLOBAL" });
    expect(told("getDefaultShareScope")).toEqual({ scope: "GLOBAL" });
  });
});

describe("roles", () => {
  const on = { projectIdOrKey: "ROAD", id: "10003" };
  const users = (role: { actors: { actorUser?: { accountId: string } }[] }) =>
    role.actors.flatMap(({ actorUser }) => actorUser?.accountId ?? []);

  test("are given to people and groups, and taken away", () => {
    const { ask, told, site } = siteUnderTest();
    const { accountId } = site.personAt(1);
    expect(users(told("addActorUsers", on, { user: [accountId] }))).toEqual([accountId]);
    expect(users(told("getProjectRole", on))).toEqual([accountId]);
    expect(ask("deleteActor", { ...on, user: accountId }).status).toBe(204);
    expect(users(told("getProjectRole", on))).toEqual([]);
    expect(ask("deleteActor", { ...on, user: accountId }).status).toBe(404);
    const actors = { "atlassian-user-role-actor": [accountId] };
    expect(told("setActors", on, { categorisedActors: actors }).actors).toHaveLength(1);
    expect(ask("addActorUsers", on, { user: ["nobody"] }).status).toBe(404);
  });

  test("are one thing for new projects and another in old ones", () => {
    const { told, site } = siteUnderTest();
    const { accountId } = site.personAt(2);
    told("getProjectRole", on);
    told("addProjectRoleActorsToRole", { id: "10003" }, { user: [accountId] });
    expect(users(told("getProjectRole", on))).toEqual([]);
    told("createProject", {}, { key: "NEW", name: "New" });
    expect(users(told("getProjectRole", { ...on, projectIdOrKey: "NEW" }))).toEqual([accountId]);
    expect(told("getAllProjectRoles")).toHaveLength(2);
    expect(told("getProjectRoleDetails", on)).toMatchObject([{ admin: true }, { admin: false }]);
  });
});
