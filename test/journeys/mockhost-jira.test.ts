import { createCloudClient } from "jira.js/cloud";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import { parseDescriptor, qsh, sharedSecretKey, signJwt } from "../../src/host/index.ts";
import {
  type CallOut,
  createMockHost,
  type MockHost,
  type Tenant,
} from "../../src/mockhost/index.ts";

const ADDON_KEY = "com.example.tour";
const scopes = ["READ", "WRITE", "DELETE", "PROJECT_ADMIN", "ADMIN", "ACCESS_EMAIL_ADDRESSES"];

/** Operations of the client that were called, and answers that were made up rather than kept. */
const called = new Set<string>();
const madeUp: string[] = [];
const opened: (() => unknown)[] = [];
let tenant: Tenant;
let jira: ReturnType<typeof createCloudClient>;

beforeAll(async () => {
  let host!: MockHost;
  const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, (origin) => {
    const plan = { seed: 7, tenants: 3, products: ["jira"] as const, limits };
    host = createMockHost(plan, { clock: systemClock, callOut: acceptAll, origin });
    return host.answer;
  });
  opened.push(server.close);
  // The site with the most people, so that there is somebody to search for.
  tenant = [...host.world.tenants.all()].sort((a, b) => b.users - a.users)[0]!;
  const parsed = parseDescriptor(JSON.stringify(descriptor));
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
  expect(await host.lifecycle.install(tenant, parsed.descriptor, "1.0.0")).toBe(true);
  opened.push(signEveryCall(tenant));
  jira = remembering(createCloudClient({ host: tenant.baseUrl, onSchemaMismatch: "throw" }));
});
afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

const limits = { quota: "tenant", oddities: {} } as const;

/** The add-on is the client alone: whatever it is told, it accepts. */
const acceptAll: CallOut = async () => ({
  kind: "answered",
  status: 204,
  headers: {},
  body: "",
  tookMs: 1,
});

const descriptor = {
  key: ADDON_KEY,
  name: "Tour",
  baseUrl: "http://127.0.0.1:9",
  authentication: { type: "jwt" },
  scopes,
  lifecycle: { installed: "/installed" },
  modules: {},
};

/** The client has no hook for a token of each request's own, so its `fetch` is given one. */
function signEveryCall({ baseUrl, sharedSecret }: Tenant): () => void {
  const plain = globalThis.fetch;
  const key = sharedSecretKey(sharedSecret);
  globalThis.fetch = async (input, init = {}) => {
    const url = String(input);
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: ADDON_KEY, iat, exp: iat + 180 };
    const headers = new Headers(init.headers);
    const bound = { ...claims, qsh: qsh(init.method ?? "GET", url, baseUrl) };
    headers.set("authorization", `JWT ${signJwt(bound, key)}`);
    const response = await plain(url, { ...init, headers });
    if (response.headers.has("x-plimsoll-answer")) madeUp.push(`${init.method} ${url}`);
    return response;
  };
  return () => {
    globalThis.fetch = plain;
  };
}

/** The same client, which remembers the operations asked of it. */
function remembering<T extends object>(client: T): T {
  return new Proxy(client, {
    get: (groups, group) =>
      new Proxy(Reflect.get(groups, group) as object, {
        get: (operations, name) => {
          called.add(String(name));
          return Reflect.get(operations, name);
        },
      }),
  });
}

const documentOf = (text: string) => ({
  type: "doc",
  version: 1,
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
});

async function newIssue(summary: string, more: Record<string, unknown> = {}): Promise<string> {
  const project = { id: "10000" };
  const fields = { project, summary, issuetype: { name: "Task" }, ...more };
  return (await jira.issues.createIssue({ fields })).key!;
}

/** Why the host refused, as the client tells it. */
const refusal = (call: Promise<unknown>): Promise<{ status: number; message: string }> =>
  call.then(
    () => expect.unreachable("It was not refused."),
    (error) => error,
  );

describe("jira.js, which checks every answer against its schema, takes a tour", () => {
  test("of the site", async () => {
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

  test("of its people", async () => {
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

  test("of what it may do", async () => {
    const { permissions } = await jira.permissions.getMyPermissions({
      permissions: "ADMINISTER,BROWSE_PROJECTS",
    });
    expect(permissions?.ADMINISTER).toMatchObject({ havePermission: true });
    await jira.permissions.getAllPermissions();
    await jira.permissions.getBulkPermissions({ globalPermissions: ["ADMINISTER"] });
  });

  test("of its projects, from the first to the last", async () => {
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

  test("of an issue's life", async () => {
    const key = await newIssue("See the harbour", { labels: ["tour"] });
    expect((await jira.issues.getIssue({ issueIdOrKey: key })).fields).toMatchObject({
      summary: "See the harbour",
      labels: ["tour"],
      status: { name: "To Do" },
    });
    await jira.issues.editIssue({
      issueIdOrKey: key,
      fields: { summary: "See the old harbour", description: documentOf("At dusk.") },
    });
    const { accountId } = await jira.myself.getCurrentUser();
    await jira.issues.assignIssue({ issueIdOrKey: key, accountId: accountId! });
    const { transitions } = await jira.issues.getTransitions({ issueIdOrKey: key });
    const done = transitions!.find(({ name }) => name === "Done")!;
    await jira.issues.doTransition({ issueIdOrKey: key, transition: { id: done.id! } });
    const after = await jira.issues.getIssue({ issueIdOrKey: key, expand: "changelog" });
    expect(after.fields).toMatchObject({
      summary: "See the old harbour",
      assignee: { accountId },
      status: { name: "Done" },
      resolution: { name: "Done" },
    });
    const log = await jira.issues.getChangeLogs({ issueIdOrKey: key });
    expect(log.values?.flatMap(({ items }) => items!.map(({ field }) => field))).toEqual([
      "summary",
      "description",
      "assignee",
      "status",
      "resolution",
    ]);
    await jira.issues.deleteIssue({ issueIdOrKey: key });
    expect((await refusal(jira.issues.getIssue({ issueIdOrKey: key }))).status).toBe(404);
  });

  test("of what an issue can be given", async () => {
    const { issueTypes } = await jira.issues.getCreateIssueMetaIssueTypes({
      projectIdOrKey: "10000",
    });
    const { fields } = await jira.issues.getCreateIssueMetaIssueTypeId({
      projectIdOrKey: "10000",
      issueTypeId: issueTypes![0]!.id!,
    });
    expect(fields!.filter(({ required }) => required).map(({ key }) => key)).toEqual([
      "summary",
      "issuetype",
      "project",
    ]);
    const key = await newIssue("Ask what can be edited");
    const edit = await jira.issues.getEditIssueMeta({ issueIdOrKey: key });
    expect(edit.fields).toHaveProperty("labels");
    expect(edit.fields).not.toHaveProperty("project");
  });

  test("of several issues at once", async () => {
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

  test("of comments and hours", async () => {
    const issueIdOrKey = await newIssue("Talk and work");
    const said = await jira.issueComments.addComment({ issueIdOrKey, body: documentOf("Hello") });
    const comment = { issueIdOrKey, id: said.id! };
    await jira.issueComments.updateComment({
      ...comment,
      body: { body: documentOf("Hello again") },
    });
    expect((await jira.issueComments.getComment(comment)).id).toBe(said.id);
    expect((await jira.issueComments.getComments({ issueIdOrKey })).total).toBe(1);
    await jira.issueComments.deleteComment(comment);
    const spent = await jira.issueWorklogs.addWorklog({ issueIdOrKey, timeSpent: "1h 30m" });
    expect(spent.timeSpentSeconds).toBe(5_400);
    const worklog = { issueIdOrKey, id: spent.id! };
    await jira.issueWorklogs.updateWorklog({ ...worklog, body: { timeSpentSeconds: 600 } });
    expect((await jira.issueWorklogs.getWorklog(worklog)).timeSpentSeconds).toBe(600);
    expect((await jira.issueWorklogs.getIssueWorklog({ issueIdOrKey })).total).toBe(1);
    await jira.issueWorklogs.deleteWorklog(worklog);
  });

  test("of attachments", async () => {
    const issueIdOrKey = await newIssue("Keep the map");
    await jira.issueAttachments.getAttachmentMeta();
    const [map] = await jira.issueAttachments.addAttachment({
      issueIdOrKey,
      attachments: { filename: "map.txt", content: Buffer.from("north ↑") },
    });
    const attachment = { id: map!.id! };
    expect(await jira.issueAttachments.getAttachment(attachment)).toMatchObject({
      filename: "map.txt",
      size: 9,
    });
    const bytes = await jira.issueAttachments.getAttachmentContent(attachment);
    expect(Buffer.from(bytes as Uint8Array).toString("utf8")).toBe("north ↑");
    await jira.issueAttachments.removeAttachment(attachment);
  });

  test("of links between issues", async () => {
    const [one, other] = [await newIssue("Before"), await newIssue("After")];
    const { issueLinkTypes } = await jira.issueLinkTypes.getIssueLinkTypes();
    const blocks = issueLinkTypes!.find(({ name }) => name === "Blocks")!;
    await jira.issueLinkTypes.getIssueLinkType({ issueLinkTypeId: blocks.id! });
    await jira.issueLinks.linkIssues({
      type: { name: "Blocks" },
      inwardIssue: { key: one },
      outwardIssue: { key: other },
    });
    const { fields } = await jira.issues.getIssue({ issueIdOrKey: one });
    const [shown] = fields!.issuelinks as { id: string; outwardIssue: { key: string } }[];
    expect(shown!.outwardIssue.key).toBe(other);
    const link = await jira.issueLinks.getIssueLink({ linkId: shown!.id });
    expect([link.inwardIssue?.key, link.outwardIssue?.key]).toEqual([one, other]);
    await jira.issueLinks.deleteIssueLink({ linkId: shown!.id });
    expect((await jira.issues.getIssue({ issueIdOrKey: other })).fields?.issuelinks).toEqual([]);
  });

  test("of links to elsewhere, kept apart by their global id", async () => {
    const issueIdOrKey = await newIssue("See also");
    const globalId = "system=https://example.com&id=1";
    const object = { title: "Ticket 1", url: "https://example.com/1" };
    const asked = { issueIdOrKey, globalId, object };
    const { id } = await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink(asked);
    const again = await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink(asked);
    expect(again.id).toBe(id);
    const linkId = String(id);
    await jira.issueRemoteLinks.updateRemoteIssueLink({
      issueIdOrKey,
      linkId,
      globalId,
      object: { ...object, title: "Ticket one" },
    });
    const read = await jira.issueRemoteLinks.getRemoteIssueLinkById({ issueIdOrKey, linkId });
    expect(read.object?.title).toBe("Ticket one");
    expect(await jira.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey })).toHaveLength(1);
    await jira.issueRemoteLinks.deleteRemoteIssueLinkByGlobalId({ issueIdOrKey, globalId });
    expect(await jira.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey })).toEqual([]);
  });

  test("of who watches and votes", async () => {
    const issueIdOrKey = await newIssue("Popular");
    const { accountId } = await jira.myself.getCurrentUser();
    const watched = await jira.issueWatchers.getIssueWatchers({ issueIdOrKey });
    expect(watched.watchers?.map((person) => person.accountId)).toEqual([accountId]);
    await jira.issueWatchers.removeWatcher({ issueIdOrKey, accountId: accountId! });
    const after = await jira.issueWatchers.getIssueWatchers({ issueIdOrKey });
    expect(after.watchCount).toBe(0);
    // Nobody may vote for an issue of their own.
    expect((await refusal(jira.issueVotes.addVote({ issueIdOrKey }))).status).toBe(404);
    expect(await jira.issueVotes.getVotes({ issueIdOrKey })).toMatchObject({ votes: 0 });
  });

  test("of versions and components, and the issues that name them", async () => {
    const version = await jira.projectVersions.createVersion({ projectId: 10_000, name: "2.0" });
    const part = await jira.projectComponents.createComponent({ project: "ROAD", name: "Engine" });
    const key = await newIssue("Part of a release", {
      fixVersions: [{ name: "2.0" }],
      components: [{ id: part.id }],
    });
    const { fields } = await jira.issues.getIssue({ issueIdOrKey: key });
    expect(fields).toMatchObject({
      fixVersions: [{ id: version.id, name: "2.0" }],
      components: [{ id: part.id, name: "Engine" }],
    });
    const id = version.id!;
    await jira.projectVersions.updateVersion({
      id,
      body: { released: true, releaseDate: "2026-11-23" },
    });
    expect((await jira.projectVersions.getVersion({ id })).released).toBe(true);
    expect(await jira.projectVersions.getVersionRelatedIssues({ id })).toMatchObject({
      issuesFixedCount: 1,
    });
    await jira.projectVersions.getVersionUnresolvedIssues({ id });
    const project = { projectIdOrKey: "ROAD" };
    expect(await jira.projectVersions.getProjectVersions(project)).toHaveLength(1);
    expect((await jira.projectVersions.getProjectVersionsPaginated(project)).total).toBe(1);
    await jira.projectComponents.updateComponent({
      id: part.id!,
      body: { name: "Engine room" },
    });
    expect((await jira.projectComponents.getComponent({ id: part.id! })).name).toBe("Engine room");
    expect(await jira.projectComponents.getProjectComponents(project)).toHaveLength(1);
    await jira.projectComponents.getProjectComponentsPaginated(project);
    await jira.projectComponents.getComponentRelatedIssues({ id: part.id! });
    await jira.projectComponents.deleteComponent({ id: part.id! });
    const bare = await jira.issues.getIssue({ issueIdOrKey: key });
    expect(bare.fields?.components).toEqual([]);
  });

  test("of properties, by which issues can be found", async () => {
    const key = await newIssue("Carries a property");
    const property = { issueIdOrKey: key, propertyKey: "tour" };
    const body = { rating: "five", stops: [1, 2] };
    await jira.issueProperties.setIssueProperty({ ...property, body });
    expect((await jira.issueProperties.getIssueProperty(property)).value).toEqual(body);
    await jira.issueProperties.getIssuePropertyKeys({ issueIdOrKey: key });
    const jql = "issue.property[tour].rating = five";
    const found = await jira.issueSearch.searchAndReconsileIssuesUsingJql({ jql, fields: ["key"] });
    expect(found.issues?.map((issue) => issue.key)).toEqual([key]);
    await jira.issueProperties.deleteIssueProperty(property);
    const after = await jira.issueSearch.searchAndReconsileIssuesUsingJql({ jql });
    expect(after.issues).toEqual([]);
    const { accountId } = await jira.myself.getCurrentUser();
    const mine = { accountId: accountId!, propertyKey: "theme" };
    await jira.userProperties.setUserProperty({ ...mine, body: { dark: true } });
    expect((await jira.userProperties.getUserProperty(mine)).value).toEqual({ dark: true });
    await jira.userProperties.getUserPropertyKeys({ accountId: accountId! });
    await jira.userProperties.deleteUserProperty(mine);
  });

  test("of the add-on's own properties", async () => {
    const property = { addonKey: ADDON_KEY, propertyKey: "settings" };
    await jira.appProperties.putAddonProperty({ ...property, body: { colour: "blue" } });
    expect((await jira.appProperties.getAddonProperty(property)).value).toEqual({ colour: "blue" });
    await jira.appProperties.getAddonProperties({ addonKey: ADDON_KEY });
    await jira.appProperties.deleteAddonProperty(property);
  });

  test("of searching, page after page", async () => {
    for (const n of [1, 2, 3, 4, 5]) await newIssue(`Search me ${n}`, { labels: ["search-me"] });
    const keys: string[] = [];
    let nextPageToken: string | undefined;
    do {
      const page = await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
        jql: "labels = search-me order by key asc",
        maxResults: 2,
        fields: ["summary"],
        ...(nextPageToken ? { nextPageToken } : {}),
      });
      keys.push(...page.issues!.map(({ key }) => key!));
      nextPageToken = page.nextPageToken ?? undefined;
    } while (nextPageToken);
    expect(new Set(keys).size).toBe(5);
    const { count } = await jira.issueSearch.countIssues({ jql: "labels = search-me" });
    expect(count).toBe(5);
    await jira.jql.parseJqlQueries({ queries: ["project = ROAD"], validation: "strict" });
    const { fields, id } = await jira.issues.getIssue({ issueIdOrKey: keys[0]! });
    expect(fields?.summary).toBe("Search me 1");
    const matched = await jira.issueSearch.matchIssues({
      jqls: ["labels = search-me", "labels = other"],
      issueIds: [Number(id)],
    });
    expect(matched.matches.map(({ matchedIssues }) => matchedIssues)).toEqual([[Number(id)], []]);
  });

  test("of filters that people keep", async () => {
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

  test("of sub-tasks, of what people added, and of issues by a few letters", async () => {
    const parent = await newIssue("Parent of the tour");
    const child = await newIssue("Child of the tour", {
      issuetype: { name: "Sub-task" },
      parent: { key: parent },
    });
    const body = { type: "doc", version: 1, content: [] } as never;
    const comment = await jira.issueComments.addComment({ issueIdOrKey: parent, body });
    const property = { commentId: comment.id!, propertyKey: "tour" };
    await jira.issueCommentProperties.setCommentProperty({ ...property, body: { a: 1 } });
    await jira.issueCommentProperties.getCommentProperty(property);
    await jira.issueComments.getCommentsByIds({ ids: [Number(comment.id)] });
    await jira.issueWorklogs.addWorklog({ issueIdOrKey: parent, timeSpent: "1h 30m" });
    const { fields } = await jira.issues.getIssue({ issueIdOrKey: parent });
    expect(fields).toMatchObject({
      subtasks: [{ key: child }],
      comment: { total: 1 },
      timetracking: { timeSpent: "1h 30m" },
    });
    const changed = await jira.issueWorklogs.getIdsOfWorklogsModifiedSince();
    const ids = changed.values!.map(({ worklogId }) => worklogId!);
    expect(await jira.issueWorklogs.getWorklogsForIds({ ids })).toHaveLength(ids.length);
    const found = await jira.issueSearch.getIssuePickerResource({ query: "of the tour" });
    expect(found.sections?.[0]?.issues).toHaveLength(2);
    expect((await refusal(jira.issues.deleteIssue({ issueIdOrKey: parent }))).status).toBe(400);
    await jira.issues.deleteIssue({ issueIdOrKey: parent, deleteSubtasks: "true" });
    expect((await refusal(jira.issues.getIssue({ issueIdOrKey: child }))).status).toBe(404);
  });

  test("of pictures, keys and roles", async () => {
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

  test("of a project's life, and a version that gives way to another", async () => {
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

  test("of roles and groups", async () => {
    const { accountId } = await jira.myself.getCurrentUser();
    const role = { projectIdOrKey: "ROAD", id: 10_003 };
    await jira.projectRoleActors.addActorUsers({ ...role, user: [accountId!] } as never);
    const { actors } = await jira.projectRoles.getProjectRole(role);
    expect(actors!.some(({ actorUser }) => actorUser?.accountId === accountId)).toBe(true);
    const { groups } = await jira.groups.findGroups({ query: "users" });
    const group = { groupId: groups![0]!.groupId! };
    expect((await jira.groups.getUsersFromGroup(group)).values!.length).toBeGreaterThan(0);
  });

  test("of custom fields", async () => {
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

  test("of its own mistakes, told as the host tells them", async () => {
    const unknown = await refusal(
      jira.issueSearch.searchAndReconsileIssuesUsingJql({ jql: "colour = blue" }),
    );
    expect(unknown.status).toBe(400);
    expect(unknown.message).toContain("Field 'colour' does not exist");
    const bare = await refusal(jira.issues.createIssue({ fields: { project: { id: "10000" } } }));
    expect(bare.message).toContain("You must specify a summary of the issue.");
  });

  test("and has asked for forty operations and more, none of which was made up", () => {
    expect(called.size).toBeGreaterThanOrEqual(40);
    expect(madeUp).toEqual([]);
  });
});
