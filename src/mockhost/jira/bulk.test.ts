import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { siteUnderTest } from "./testdata/site-under-test.ts";

function scene() {
  const s = siteUnderTest();
  const fields = { project: { key: "ROAD" }, summary: "One", issuetype: { name: "Task" } };
  const [one, two] = [0, 1].map(() => s.told("createIssue", {}, { fields }));
  s.heard();
  const propertyOf = (id: string) =>
    s.told("getIssueProperty", { issueIdOrKey: id, propertyKey: "mine" }).value;
  return { ...s, one, two, propertyOf };
}

describe("properties of many issues", () => {
  test("are set by a task, and told by the slower flow", () => {
    const { ask, told, one, two, events, propertyOf } = scene();
    const entitiesIds = [Number(one.id), Number(two.id)];
    const answer = ask("bulkSetIssuesPropertiesList", {}, { entitiesIds, properties: { mine: 1 } });
    expect(answer).toMatchObject({ status: 303 });
    const taskId = String(answer.headers?.location).split("/").at(-1)!;
    expect(told("getTask", { taskId })).toMatchObject({ status: "COMPLETE", progress: 100 });
    expect([propertyOf(one.id), propertyOf(two.id)]).toEqual([1, 1]);
    expect(events.map(({ type, flow }) => `${type} ${flow}`)).toEqual(
      Array(2).fill("issue_property_set Secondary"),
    );
  });

  test("are set and deleted where a filter says so", () => {
    const { ask, one, two, propertyOf } = scene();
    const propertyKey = "mine";
    const entityIds = [Number(one.id), Number(two.id)];
    const issues = [{ issueID: Number(one.id), properties: { mine: "a" } }];
    ask("bulkSetIssuePropertiesByIssue", {}, { issues });
    const filter = { entityIds, hasProperty: false };
    ask("bulkSetIssueProperty", { propertyKey }, { value: "b", filter });
    expect([propertyOf(one.id), propertyOf(two.id)]).toEqual(["a", "b"]);
    ask("bulkDeleteIssueProperty", { propertyKey }, { entityIds, currentValue: "b" });
    expect([propertyOf(one.id), propertyOf(two.id)]).toEqual(["a", undefined]);
  });

  test.each([
    ["of no issue", "bulkSetIssuesPropertiesList", { entitiesIds: [], properties: { a: 1 } }],
    ["that are none", "bulkSetIssuesPropertiesList", { entitiesIds: [1], properties: {} }],
    ["of nothing", "bulkSetIssuePropertiesByIssue", {}],
    ["by an expression", "bulkSetIssueProperty", { expression: "issue.id" }],
  ])("%s are refused", (_, operation, given) => {
    const { ask, heard } = scene();
    expect(ask(operation, { propertyKey: "a" }, given).status).toBe(400);
    expect(heard()).toEqual([]);
  });
});

describe("an archived issue", () => {
  test("is in no search, but still there, until it comes back", () => {
    const { told, one } = scene();
    const count = () => told("countIssues", {}, { jql: `key = ${one.key}` }).count;
    const asked = { issueIdsOrKeys: [one.key, "ROAD-999"] };
    const answer = told("archiveIssues", {}, asked);
    expect(answer).toMatchObject({
      numberOfIssuesUpdated: 1,
      errors: { issuesNotFound: { count: 1, issueIdsOrKeys: ["ROAD-999"] } },
    });
    expect(count()).toBe(0);
    const { fields } = told("getIssue", { issueIdOrKey: one.key });
    expect(fields.archiveddate).toEqual(expect.any(String));
    told("unarchiveIssues", {}, asked);
    expect(count()).toBe(1);
  });

  test("is found by JQL and put away by a task", () => {
    const { ask, told, one } = scene();
    const answer = ask("archiveIssuesAsync", {}, { jql: `key = ${one.key}` });
    expect(answer.status).toBe(202);
    expect(told("getTask", { taskId: bodyOf(answer).split("/").at(-1) }).status).toBe("COMPLETE");
    expect(told("countIssues", {}, { jql: `key = ${one.key}` }).count).toBe(0);
    expect(ask("archiveIssuesAsync", {}, { jql: "key =" }).status).toBe(400);
  });
});

describe("worklogs", () => {
  const log = ({ told, one }: ReturnType<typeof scene>): number =>
    Number(told("addWorklog", { issueIdOrKey: one.key }, { timeSpent: "1h" }).id);

  test("that are gone are listed for those who synchronise", async () => {
    const s = scene();
    const since = String(s.clock.nowMs());
    const [first, second] = [log(s), log(s)];
    await s.clock.advance(1_000);
    const on = { issueIdOrKey: s.one.key };
    s.ask("deleteWorklog", { ...on, id: String(first) });
    await s.clock.advance(1_000);
    s.heard();
    expect(s.ask("bulkDeleteWorklogs", on, { ids: [second] }).status).toBe(204);
    expect(s.heard()).toEqual(["worklog_deleted"]);
    const gone = s.told("getIdsOfWorklogsDeletedSince", { since });
    expect(gone.values.map(({ worklogId }: { worklogId: number }) => worklogId)).toEqual([
      first,
      second,
    ]);
    expect(s.told("getIdsOfWorklogsModifiedSince", { since }).values).toEqual([]);
  });

  test("move to another issue", () => {
    const s = scene();
    const id = log(s);
    const on = { issueIdOrKey: s.one.key };
    const moved = { ids: [id], issueIdOrKey: s.two.key };
    expect(s.ask("bulkMoveWorklogs", on, moved).status).toBe(204);
    expect(s.told("getIssueWorklog", { issueIdOrKey: s.two.key }).total).toBe(1);
    expect(s.ask("bulkMoveWorklogs", on, moved).status).toBe(404);
    expect(s.ask("bulkDeleteWorklogs", on, {}).status).toBe(400);
  });
});

test("changes are found by their ids", () => {
  const { ask, told, one } = scene();
  const on = { issueIdOrKey: one.key };
  for (const summary of ["Two", "Three"]) ask("editIssue", on, { fields: { summary } });
  const all = told("getChangeLogs", on).values;
  const found = told("getChangeLogsByIds", on, { changelogIds: [Number(all[1].id)] });
  expect(found).toMatchObject({ total: 1, histories: [{ items: [{ toString: "Three" }] }] });
});

test("a project is deleted by a task", () => {
  const { ask, one } = scene();
  expect(ask("deleteProjectAsynchronously", { projectIdOrKey: "ROAD" }).status).toBe(303);
  expect(ask("getIssue", { issueIdOrKey: one.key }).status).toBe(404);
});
