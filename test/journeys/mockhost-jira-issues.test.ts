import { createCloudClient } from "jira.js/cloud";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startTour, type Tour } from "./tour.ts";

let tour: Tour;
let jira: ReturnType<typeof createCloudClient>;

beforeAll(async () => {
  tour = await startTour("jira", "PROJECT_ADMIN");
  const client = createCloudClient({ host: tour.tenant.baseUrl, onSchemaMismatch: "throw" });
  jira = tour.remembering(client);
});
afterAll(() => tour?.close());

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

describe("jira.js, which checks every answer against its schema, takes a tour of issues", () => {
  test("an issue's life", async () => {
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

  test("what an issue can be given", async () => {
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

  test("comments and hours", async () => {
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

  test("attachments", async () => {
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

  test("links between issues", async () => {
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

  test("links to elsewhere, kept apart by their global id", async () => {
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

  test("who watches and votes", async () => {
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

  test("versions and components, and the issues that name them", async () => {
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

  test("properties, by which issues can be found", async () => {
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

  test("searching, page after page", async () => {
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

  test("sub-tasks, what people added, and issues by a few letters", async () => {
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

  test("and has asked for forty operations and more, none of which was made up", () => {
    expect(tour.called.size).toBeGreaterThanOrEqual(40);
    expect(tour.madeUp).toEqual([]);
  });
});
