import { createCloudClient } from "jira.js/cloud";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDON_KEY, refusal, startTour, type Tour } from "./tour.ts";

let tour: Tour;
let jira: ReturnType<typeof createCloudClient>;

beforeAll(async () => {
  tour = await startTour("jira", "PROJECT_ADMIN");
  const client = createCloudClient({ host: tour.tenant.baseUrl, onSchemaMismatch: "throw" });
  jira = tour.remembering(client);
});
afterAll(() => tour?.close());

describe("jira.js, which checks every answer against its schema, takes a tour of a site", () => {
  test("the site", async () => {
    expect(await jira.serverInfo.getServerInfo()).toMatchObject({ deploymentType: "Cloud" });
    expect((await jira.issueFields.getFields()).map(({ id }) => id)).toContain("summary");
    await jira.issueFields.getFieldsPaginated({ maxResults: 3 });
    const types = await jira.issueTypes.getIssueAllTypes();
    expect(await jira.issueTypes.getIssueType({ id: types[0]!.id! })).toEqual(types[0]);
    expect(await jira.workflowStatuses.getStatuses()).toHaveLength(4);
    const done = await jira.workflowStatuses.getStatus({ idOrName: "Done" });
    expect(done.statusCategory?.key).toBe("done");
    expect(await jira.workflowStatusCategories.getStatusCategories()).toHaveLength(3);
    const { values } = await jira.issuePriorities.searchPriorities({});
    expect(await jira.issuePriorities.getPriority({ id: values![2]!.id! })).toMatchObject({
      name: "Medium",
    });
    expect(await jira.issueResolutions.getResolution({ id: "10000" })).toMatchObject({
      name: "Done",
    });
    await jira.labels.getAllLabels({});
  });

  test("its people", async () => {
    const me = await jira.myself.getCurrentUser();
    const accountId = me.accountId!;
    expect(await jira.users.getUser({ accountId })).toMatchObject({ accountId });
    expect(await jira.users.getUserEmail({ accountId })).toMatchObject({ accountId });
    await jira.users.getUserGroups({ accountId });
    // Listing everybody is for people, not for add-ons.
    expect((await refusal(jira.users.getAllUsers({ maxResults: 3 }))).status).toBe(403);
    await jira.userSearch.findUsers({ query: me.displayName!.split(" ")[0]! });
    await jira.userSearch.findUsersForPicker({ query: "a" });
    await jira.userSearch.findAssignableUsers({ project: "ROAD" });
    expect((await refusal(jira.users.getUser({ accountId: "nobody" }))).status).toBe(404);
  });

  test("what it may do", async () => {
    const { permissions } = await jira.permissions.getMyPermissions({
      permissions: "ADMINISTER,BROWSE_PROJECTS",
    });
    expect(permissions?.ADMINISTER).toMatchObject({ havePermission: true });
    await jira.permissions.getAllPermissions();
    await jira.permissions.getBulkPermissions({ globalPermissions: ["ADMINISTER"] });
  });

  test("its projects, from the first to the last", async () => {
    const lead = (await jira.myself.getCurrentUser()).accountId!;
    const made = await jira.projects.createProject({
      key: "TOUR",
      name: "Tour",
      leadAccountId: lead,
      projectTypeKey: "software",
    });
    expect(made.key).toBe("TOUR");
    await jira.projects.updateProject({ projectIdOrKey: "TOUR", name: "Grand tour" });
    const project = await jira.projects.getProject({ projectIdOrKey: "TOUR" });
    expect(project).toMatchObject({ name: "Grand tour", lead: { accountId: lead } });
    const found = await jira.projects.searchProjects({ query: "grand" });
    expect(found.values?.map(({ key }) => key)).toEqual(["TOUR"]);
    await jira.projects.getAllStatuses({ projectIdOrKey: "TOUR" });
    expect(await jira.projectRoles.getProjectRoles({ projectIdOrKey: "TOUR" })).toHaveProperty(
      "Administrators",
    );
    const property = { projectIdOrKey: "TOUR", propertyKey: "guide" };
    await jira.projectProperties.setProjectProperty({ ...property, body: { name: "Ada" } });
    expect(await jira.projectProperties.getProjectProperty(property)).toMatchObject({
      value: { name: "Ada" },
    });
    await jira.projectProperties.getProjectPropertyKeys({ projectIdOrKey: "TOUR" });
    await jira.projectProperties.deleteProjectProperty(property);
    await jira.projects.deleteProject({ projectIdOrKey: "TOUR" });
    const gone = await refusal(jira.projects.getProject({ projectIdOrKey: "TOUR" }));
    expect(gone.status).toBe(404);
  });

  test("the add-on's own properties", async () => {
    const property = { addonKey: ADDON_KEY, propertyKey: "settings" };
    await jira.appProperties.putAddonProperty({ ...property, body: { colour: "blue" } });
    expect((await jira.appProperties.getAddonProperty(property)).value).toEqual({ colour: "blue" });
    await jira.appProperties.getAddonProperties({ addonKey: ADDON_KEY });
    await jira.appProperties.deleteAddonProperty(property);
  });

  test("filters that people keep", async () => {
    const made = await jira.filters.createFilter({ name: "Tour", jql: "project = ROAD" });
    const id = Number(made.id);
    await jira.filters.setFavouriteForFilter({ id });
    expect(await jira.filters.getFavouriteFilters()).toHaveLength(1);
    await jira.filters.deleteFavouriteForFilter({ id });
    const body = { name: "Tour 2", jql: "project = ROAD" };
    await jira.filters.updateFilter({ id, body });
    expect((await jira.filters.getFilter({ id })).name).toBe("Tour 2");
    expect((await jira.filters.getFiltersPaginated({ filterName: "tour" })).total).toBe(1);
    expect(await jira.filters.getMyFilters()).toHaveLength(1);
    await jira.filters.deleteFilter({ id });
  });

  test("pictures, keys and roles", async () => {
    const { system } = await jira.avatars.getAllSystemAvatars({ type: "project" });
    expect(system?.length).toBeGreaterThan(3);
    const [first, second] = await jira.projects
      .searchProjects({})
      .then(({ values }) => values as { id: string; avatarUrls: Record<string, string> }[]);
    await jira.avatars.getAvatars({ type: "project", entityId: first!.id });
    const picture = await fetch(first!.avatarUrls["24x24"]!);
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
    expect(second === undefined || second.avatarUrls["48x48"] !== undefined).toBe(true);
    await jira.projectKeyAndNameValidation.validateProjectKey({ key: "FREE" });
    await jira.projectKeyAndNameValidation.getValidProjectKey({ key: "ROAD" });
    await jira.projectRoles.getProjectRole({ projectIdOrKey: "ROAD", id: 10_002 });
    await jira.workflowStatusCategories.getStatusCategory({ idOrKey: "done" });
  });

  test("a project's life, and a version that gives way to another", async () => {
    const project = { projectIdOrKey: "TOUR" };
    await jira.projects.createProject({
      key: "TOUR",
      name: "Tour",
      projectTypeKey: "software",
    } as never);
    const { id } = await jira.projects.getProject(project);
    const version = (name: string) =>
      jira.projectVersions.createVersion({ projectId: Number(id), name });
    const [older, newer] = [await version("1"), await version("2")];
    await jira.projectVersions.moveVersion({ id: newer.id!, position: "First" });
    await jira.projectVersions.mergeVersions({ id: older.id!, moveIssuesTo: newer.id! });
    expect(await jira.projectVersions.getProjectVersions(project)).toHaveLength(1);
    await jira.projects.deleteProject(project);
    expect((await refusal(jira.projects.getProject(project))).status).toBe(404);
  });

  test("roles and groups", async () => {
    const { accountId } = await jira.myself.getCurrentUser();
    const role = { projectIdOrKey: "ROAD", id: 10_003 };
    await jira.projectRoleActors.addActorUsers({ ...role, user: [accountId!] } as never);
    const { actors } = await jira.projectRoles.getProjectRole(role);
    expect(actors!.some(({ actorUser }) => actorUser?.accountId === accountId)).toBe(true);
    const { groups } = await jira.groups.findGroups({ query: "users" });
    const group = { groupId: groups![0]!.groupId! };
    expect((await jira.groups.getUsersFromGroup(group)).values!.length).toBeGreaterThan(0);
  });

  test("custom fields", async () => {
    const type = "com.atlassian.jira.plugin.system.customfieldtypes:select";
    const field = await jira.issueFields.createCustomField({ name: "Size", type } as never);
    const fieldId = field.id!;
    const { values } = await jira.issueCustomFieldContexts.getContextsForField({ fieldId });
    await jira.issueCustomFieldOptions.createCustomFieldOption({
      fieldId,
      contextId: Number(values![0]!.id),
      options: [{ value: "Small" }],
    } as never);
    const fields = {
      project: { key: "ROAD" },
      issuetype: { name: "Task" },
      summary: "Sized",
      [fieldId]: { value: "Small" },
    };
    await jira.issues.createIssue({ fields } as never);
    const found = await jira.issueSearch.countIssues({ jql: "Size = Small" });
    expect(found.count).toBe(1);
  });

  test("several issues at once", async () => {
    const issue = (summary: string) => ({
      fields: { project: { id: "10000" }, summary, issuetype: { name: "Bug" } },
    });
    const made = await jira.issues.createIssues({ issueUpdates: [issue("One"), issue("Two")] });
    const keys = made.issues!.map(({ key }) => key!);
    const fetched = await jira.issues.bulkFetchIssues({
      issueIdsOrKeys: keys,
      fields: ["summary"],
    });
    expect(fetched.issues?.map((one) => one.fields?.summary)).toEqual(["One", "Two"]);
  });

  test("its own mistakes, told as the host tells them", async () => {
    const unknown = await refusal(
      jira.issueSearch.searchAndReconsileIssuesUsingJql({ jql: "colour = blue" }),
    );
    expect(unknown.status).toBe(400);
    expect(unknown.message).toContain("Field 'colour' does not exist");
    const bare = await refusal(jira.issues.createIssue({ fields: { project: { id: "10000" } } }));
    expect(bare.message).toContain("You must specify a summary of the issue.");
  });

  test("and has asked for forty operations and more, none of which was made up", () => {
    expect(tour.called.size).toBeGreaterThanOrEqual(40);
    expect(tour.madeUp).toEqual([]);
  });
});
