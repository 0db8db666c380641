import { describe, expect, test } from "vitest";
import type { HostEvent } from "../host-event.ts";
import { bodyOf, hostRequest, restCall, testWorld } from "../testdata/test-world.ts";
import { jira } from "./index.ts";

/** A Jira whose events are heard. */
function scene() {
  const t = testWorld();
  const events: HostEvent[] = [];
  t.world.onEvent((event) => events.push(event));
  const { handlers, sites } = jira(t.world);
  const tenant = t.tenants[0]!;
  const act = (
    operation: string,
    params: Record<string, string> = {},
    { json, query = "" }: { json?: unknown; query?: string } = {},
  ) => {
    const request = { ...hostRequest("POST", "/rest/api/3/x"), query };
    return handlers[operation]!({ ...restCall(t, tenant, { json, query }), request, params });
  };
  const create = (fields: Record<string, unknown> = {}) =>
    bodyOf(
      act(
        "createIssue",
        {},
        {
          json: {
            fields: {
              project: { id: "10000" },
              summary: "One",
              issuetype: { name: "Task" },
              ...fields,
            },
          },
        },
      ),
    ) as { id: string; key: string; errors?: Record<string, string> };
  /** What was heard since it was last asked, as "type by flow". */
  const heard = () =>
    events.splice(0).map(({ type, flow }) => `${type}${flow === "Secondary" ? " later" : ""}`);
  return { ...t, act, create, events, heard, site: sites(tenant) };
}

describe("what is deleted takes with it what hangs on it", () => {
  test("an issue: comments, worklogs, attachments and links are told of in its wake", () => {
    const { act, create, heard } = scene();
    const [issue, other] = [create(), create()];
    const on = { issueIdOrKey: issue.key };
    act("addComment", on, { json: { body: "Hello" } });
    act("addWorklog", on, { json: { timeSpent: "1h" } });
    act(
      "linkIssues",
      {},
      {
        json: {
          type: { name: "Blocks" },
          inwardIssue: { key: issue.key },
          outwardIssue: { key: other.key },
        },
      },
    );
    heard();
    act("deleteIssue", on);
    expect(heard()).toEqual([
      "jira:issue_deleted",
      "comment_deleted later",
      "worklog_deleted later",
      "issuelink_deleted later",
    ]);
  });

  test("an issue with sub-tasks stays, unless they may go with it", () => {
    const { act, create, heard } = scene();
    const issue = create();
    create({ issuetype: { name: "Sub-task" }, parent: { key: issue.key } });
    heard();
    expect(act("deleteIssue", { issueIdOrKey: issue.key }).status).toBe(400);
    const query = "deleteSubtasks=true";
    expect(act("deleteIssue", { issueIdOrKey: issue.key }, { query }).status).toBe(204);
    expect(heard()).toEqual(["jira:issue_deleted", "jira:issue_deleted later"]);
  });

  test("a project for good: its issues follow", () => {
    const { act, site, heard } = scene();
    const count = site.issues.size;
    const query = "enableUndo=false";
    expect(act("deleteProject", { projectIdOrKey: "10000" }, { query }).status).toBe(204);
    const [first, ...rest] = heard();
    expect(first).toBe("project_deleted");
    expect(rest.length).toBe(count - site.issues.size);
    expect(new Set(rest)).toEqual(new Set(["jira:issue_deleted later"]));
  });

  test("a version: the issues that named it change, and name the one in its place", () => {
    const { act, create, heard, events } = scene();
    const version = (name: string) =>
      bodyOf(act("createVersion", {}, { json: { projectId: 10_000, name } })).id as string;
    const [old, next] = [version("1.0"), version("2.0")];
    const issue = create({ fixVersions: [{ id: old }] });
    heard();
    act("mergeVersions", { id: old, moveIssuesTo: next });
    expect(events.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ mergedTo: expect.objectContaining({ id: next }) }),
      expect.objectContaining({
        changelog: expect.objectContaining({
          items: [
            expect.objectContaining({ field: "Fix Version", from: old, fromString: "1.0" }),
            expect.objectContaining({ field: "Fix Version", to: next, toString: "2.0" }),
          ],
        }),
      }),
    ]);
    expect(heard()).toEqual(["jira:version_deleted", "jira:issue_updated later"]);
    const { fields } = bodyOf(act("getIssue", { issueIdOrKey: issue.key }));
    expect(fields.fixVersions).toMatchObject([{ id: next }]);
  });
});

test("issues that come in bulk are told of as such", () => {
  const { act, heard } = scene();
  const update = {
    fields: { project: { id: "10000" }, summary: "x", issuetype: { name: "Task" } },
  };
  act("createIssues", {}, { json: { issueUpdates: [update, update] } });
  expect(heard()).toEqual(["jira:issue_created later", "jira:issue_created later"]);
});

describe("a version is told of", () => {
  test.for([
    ["when it is renamed", "updateVersion", { name: "1.1" }, ["jira:version_updated"]],
    ["when it is released", "updateVersion", { released: true }, ["jira:version_released"]],
    ["when it stays the same", "updateVersion", { name: "1.0" }, []],
    ["when it is moved", "moveVersion", { position: "First" }, ["jira:version_moved"]],
    ["when it goes", "deleteVersion", {}, ["jira:version_deleted"]],
  ] as const)("%s", ([, operation, json, types]) => {
    const { act, heard } = scene();
    const made = act("createVersion", {}, { json: { projectId: 10_000, name: "1.0" } });
    expect(heard()).toEqual(["jira:version_created"]);
    act(operation, { id: bodyOf(made).id }, { json });
    expect(heard()).toEqual(types);
  });

  test("and stands where it was put", () => {
    const { act } = scene();
    const ids = ["1", "2", "3"].map(
      (name) => bodyOf(act("createVersion", {}, { json: { projectId: 10_000, name } })).id,
    );
    const order = () =>
      bodyOf(act("getProjectVersions", { projectIdOrKey: "10000" }))
        .map(({ name }: { name: string }) => name)
        .join("");
    act("moveVersion", { id: ids[2] }, { json: { position: "First" } });
    expect(order()).toBe("312");
    act("moveVersion", { id: ids[2] }, { json: { after: `http://x/version/${ids[0]}` } });
    expect(order()).toBe("132");
    act("moveVersion", { id: ids[1] }, { json: { position: "Earlier" } });
    expect(order()).toBe("123");
    expect(act("moveVersion", { id: ids[1] }, { json: { position: "Aside" } }).status).toBe(400);
    expect(act("moveVersion", { id: ids[1] }, { json: { after: "9" } }).status).toBe(400);
  });
});

describe("a project is told of", () => {
  test("when it comes, changes, rests and comes back", () => {
    const { act, heard, events } = scene();
    act("createProject", {}, { json: { key: "NEW", name: "New" } });
    expect(events[0]?.payload.project).toMatchObject({ key: "NEW", id: expect.any(Number) });
    const on = { projectIdOrKey: "NEW" };
    act("updateProject", on, { json: { name: "Newer" } });
    act("archiveProject", on);
    expect(act("deleteProject", on).status).toBe(404);
    act("restore", on);
    act("deleteProject", on);
    act("restore", on);
    expect(heard()).toEqual([
      "project_created",
      "project_updated",
      "project_archived",
      "project_restored_archived",
      "project_soft_deleted",
      "project_restored_deleted",
    ]);
  });

  test("and its issues come back with it from the bin", () => {
    const { act, site } = scene();
    const before = site.issues.size;
    act("deleteProject", { projectIdOrKey: "10000" });
    expect(site.issues.size).toBeLessThan(before);
    expect(bodyOf(act("searchProjects", {}, { query: "status=deleted" })).total).toBe(1);
    act("restore", { projectIdOrKey: "10000" });
    expect(site.issues.size).toBe(before);
    expect(act("restore", { projectIdOrKey: "10000" }).status).toBe(400);
    expect(act("restore", { projectIdOrKey: "NONE" }).status).toBe(404);
  });

  test("an archived one is listed only where that is asked for", () => {
    const { act } = scene();
    act("archiveProject", { projectIdOrKey: "10000" });
    const keys = (query: string) =>
      bodyOf(act("searchProjects", {}, { query })).values.map(({ id }: { id: string }) => id);
    expect(keys("")).not.toContain("10000");
    expect(keys("status=archived")).toEqual(["10000"]);
  });
});

test("an issue shows what people added to it", () => {
  const { act, create } = scene();
  const on = { issueIdOrKey: create().key };
  act("addComment", on, { json: { body: "Hello" } });
  act("addWorklog", on, { json: { timeSpent: "2h" } });
  const { fields } = bodyOf(act("getIssue", on));
  expect(fields.comment).toMatchObject({ total: 1, comments: [{ body: { type: "doc" } }] });
  expect(fields.worklog).toMatchObject({ total: 1, worklogs: [{ timeSpent: "2h" }] });
  expect(fields.timetracking).toEqual({ timeSpent: "2h", timeSpentSeconds: 7_200 });
  expect(fields.attachment).toEqual([]);
});

test("an issue shows more of itself where that is asked for", () => {
  const { act, create } = scene();
  const on = { issueIdOrKey: create({ description: "a < b\nc" }).key };
  const query = "expand=renderedFields,names,schema,transitions&fields=summary,description";
  expect(bodyOf(act("getIssue", on, { query }))).toMatchObject({
    renderedFields: { summary: null, description: "<p>a &lt; b</p>\n<p>c</p>" },
    names: { summary: "Summary", description: "Description" },
    schema: { summary: { type: "string", system: "summary" } },
    transitions: [{ name: "Start progress" }, { name: "Done" }],
  });
  expect(bodyOf(act("getIssue", on))).not.toHaveProperty("names");
});

describe("properties are kept on", () => {
  test.for(["Comment", "Worklog", "IssueType"] as const)("a %s", (what) => {
    const { act, create } = scene();
    const { key } = create();
    const on = { issueIdOrKey: key };
    const commentId = bodyOf(act("addComment", on, { json: { body: "Hello" } })).id;
    const worklogId = bodyOf(act("addWorklog", on, { json: { timeSpent: "1m" } })).id;
    const at = { ...on, commentId, worklogId, issueTypeId: "10001", propertyKey: "mine" };
    expect(act(`get${what}Property`, at).status).toBe(404);
    expect(act(`set${what}Property`, at, { json: { a: 1 } }).status).toBe(201);
    expect(bodyOf(act(`get${what}Property`, at)).value).toEqual({ a: 1 });
    expect(bodyOf(act(`get${what}PropertyKeys`, at)).keys).toMatchObject([{ key: "mine" }]);
    expect(act(`delete${what}Property`, at).status).toBe(204);
    const nowhere = { ...at, commentId: "0", worklogId: "0", issueTypeId: "0" };
    expect(act(`get${what}Property`, nowhere).status).toBe(404);
  });
});

describe("filters", () => {
  test("are made, found, liked, changed and deleted, and told of", () => {
    const { act, heard } = scene();
    const made = bodyOf(act("createFilter", {}, { json: { name: "Mine", jql: "project = ROAD" } }));
    const on = { id: made.id };
    expect(bodyOf(act("getFilter", on))).toMatchObject({ name: "Mine", favourite: false });
    act("setFavouriteForFilter", on);
    expect(bodyOf(act("getFavouriteFilters"))).toMatchObject([{ id: made.id, favouritedCount: 1 }]);
    act("deleteFavouriteForFilter", on);
    expect(bodyOf(act("getFavouriteFilters"))).toEqual([]);
    act("updateFilter", on, { json: { name: "Ours" } });
    expect(bodyOf(act("getMyFilters"))).toMatchObject([{ name: "Ours", jql: "project = ROAD" }]);
    expect(bodyOf(act("getFiltersPaginated", {}, { query: "filterName=our" })).total).toBe(1);
    act("deleteFilter", on);
    expect(act("getFilter", on).status).toBe(400);
    expect(heard()).toEqual(["filter_created", "filter_updated", "filter_deleted"]);
  });

  test.for([
    ["no name", { jql: "" }, "name"],
    ["a taken name", { name: "Mine" }, "name"],
    ["a search that cannot be read", { name: "x", jql: "project = =" }, "jql"],
  ] as const)("with %s are refused", ([, json, field]) => {
    const { act } = scene();
    act("createFilter", {}, { json: { name: "Mine" } });
    const refused = act("createFilter", {}, { json });
    expect(refused.status).toBe(400);
    expect(bodyOf(refused).errors).toHaveProperty(field);
  });
});

describe("looking things up", () => {
  test("issues by a few letters, without the one that is open", () => {
    const { act, create } = scene();
    const [one, two] = [create({ summary: "Zebra one" }), create({ summary: "zebra two" })];
    const query = `query=ZEBRA&currentIssueKey=${one.key}`;
    const [section] = bodyOf(act("getIssuePickerResource", {}, { query })).sections;
    expect(section.issues.map(({ key }: { key: string }) => key)).toEqual([two.key]);
  });

  test("keys that a project may have", () => {
    const { act } = scene();
    const errors = (key: string) =>
      bodyOf(act("validateProjectKey", {}, { query: `key=${key}` })).errors;
    expect(errors("FREE")).toEqual({});
    expect(errors("ROAD")).toHaveProperty("projectKey");
    expect(errors("1")).toHaveProperty("projectKey");
    expect(bodyOf(act("getValidProjectKey", {}, { query: "key=road" }))).toBe("ROAD1");
  });

  test("work that was changed since a moment", async () => {
    const { act, create, clock } = scene();
    const on = { issueIdOrKey: create().key };
    const since = clock.nowMs();
    act("addWorklog", on, { json: { timeSpent: "1m" } });
    await clock.advance(1_000);
    const { id } = bodyOf(act("addWorklog", on, { json: { timeSpent: "2m" } }));
    const found = bodyOf(act("getIdsOfWorklogsModifiedSince", {}, { query: `since=${since}` }));
    expect(found.values).toMatchObject([{ worklogId: Number(id) }]);
    expect(found).toMatchObject({ until: since + 1_000, lastPage: true });
  });

  test("roles, states and labels", () => {
    const { act, create } = scene();
    create({ labels: ["zoo"] });
    expect(bodyOf(act("getAllLabels")).values).toContain("zoo");
    expect(bodyOf(act("getStatusCategory", { idOrKey: "done" })).id).toBe(3);
    expect(act("getStatusCategory", { idOrKey: "no" }).status).toBe(404);
    const role = { projectIdOrKey: "10000", id: "10002" };
    expect(bodyOf(act("getProjectRole", role)).actors).toHaveLength(1);
    expect(act("getProjectRole", { ...role, id: "1" }).status).toBe(404);
    expect(bodyOf(act("getPermittedProjects")).projects.length).toBeGreaterThan(0);
  });
});

describe("issues in each other", () => {
  test("know their parent and their sub-tasks", () => {
    const { act, create } = scene();
    const parent = create();
    const child = create({ issuetype: { name: "Sub-task" }, parent: { key: parent.key } });
    const fieldsOf = (key: string) => bodyOf(act("getIssue", { issueIdOrKey: key })).fields;
    expect(fieldsOf(parent.key).subtasks).toMatchObject([
      { key: child.key, fields: { summary: "One", issuetype: { subtask: true } } },
    ]);
    expect(fieldsOf(child.key).parent).toMatchObject({ key: parent.key, fields: { status: {} } });
  });

  test("a sub-task needs a parent, and a parent one level above", () => {
    const { create } = scene();
    const task = create();
    expect(create({ issuetype: { name: "Sub-task" } }).errors).toHaveProperty("issuetype");
    expect(create({ parent: { key: task.key } }).errors).toHaveProperty("parentId");
    const epic = create({ issuetype: { name: "Epic" } });
    expect(create({ parent: { key: epic.key } }).errors).toBeUndefined();
  });
});

describe("webhooks show things as the older interface does", () => {
  test("text instead of documents, whichever interface the change came by", () => {
    const { act, create, events } = scene();
    const { key } = create({ description: "Plain" });
    act("addComment", { issueIdOrKey: key }, { json: { body: "Hello\nyou" } });
    const [made, commented] = events as [HostEvent, HostEvent];
    expect(made.payload.issue).toMatchObject({
      self: expect.stringContaining("/rest/api/2/issue/"),
      fields: { description: "Plain" },
    });
    expect(commented.payload.comment).toMatchObject({ body: "Hello\nyou" });
  });
});

test("remarks are found by their ids, whatever issue they are on", () => {
  const { act, create } = scene();
  const ids = [create(), create()].map(
    ({ key }) => bodyOf(act("addComment", { issueIdOrKey: key }, { json: { body: key } })).id,
  );
  const found = bodyOf(act("getCommentsByIds", {}, { json: { ids: [...ids, 9] } }));
  expect(found.values.map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(act("getCommentsByIds", {}, { json: { ids: [] } }).status).toBe(400);
  const { key } = create();
  const logged = act("addWorklog", { issueIdOrKey: key }, { json: { timeSpent: "1d 2h 30m" } });
  expect(bodyOf(logged).timeSpent).toBe("1d 2h 30m");
  const worklogs = bodyOf(act("getWorklogsForIds", {}, { json: { ids: [bodyOf(logged).id] } }));
  expect(worklogs).toMatchObject([{ timeSpentSeconds: 37_800 }]);
});
