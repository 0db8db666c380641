import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import type { HostEvent } from "../world/index.ts";
import { siteUnderTest } from "./testdata/site-under-test.ts";

function scene() {
  const s = siteUnderTest();
  const { key, id } = s.told(
    "createIssue",
    {},
    {
      fields: { project: { key: "ROAD" }, summary: "One", issuetype: { name: "Task" } },
    },
  );
  s.heard();
  const on = { issueIdOrKey: key as string };
  const fields = () => s.told("getIssue", on).fields;
  return { ...s, id: id as string, key: key as string, on, fields };
}

describe("what comes along with an edit", () => {
  test("verbs add to and take from what there are several of", () => {
    const { ask, on, fields } = scene();
    for (const name of ["1.0", "2.0"]) ask("createVersion", {}, { projectId: 10_000, name });
    const add = [{ add: { name: "1.0" } }, { add: { name: "2.0" } }];
    ask("editIssue", on, { update: { fixVersions: add, labels: [{ add: "a" }, { add: "b" }] } });
    const remove = { fixVersions: [{ remove: { name: "1.0" } }], labels: [{ remove: "a" }] };
    expect(ask("editIssue", on, { update: remove }).status).toBe(204);
    expect(fields().fixVersions.map(({ name }: { name: string }) => name)).toEqual(["2.0"]);
    expect(fields().labels).toEqual(["b"]);
  });

  test("a comment, a worklog, a link and properties, each told of", () => {
    const { ask, told, on, fields, heard, site } = scene();
    const other = [...site.issues.values()].find(({ key }) => key !== on.issueIdOrKey)!.key;
    const update = {
      comment: [{ add: { body: "Hello" } }],
      worklog: [{ add: { timeSpent: "1h" } }],
      issuelinks: [{ add: { type: { name: "Blocks" }, outwardIssue: { key: other } } }],
    };
    ask("editIssue", on, { update, properties: [{ key: "mine", value: 1 }] });
    expect(heard()).toEqual([
      "comment_created",
      "worklog_created",
      "issuelink_created",
      "issue_property_set",
    ]);
    expect(fields()).toMatchObject({
      comment: { total: 1 },
      timespent: 3_600,
      issuelinks: [{ outwardIssue: { key: other } }],
    });
    expect(told("getIssueProperty", { ...on, propertyKey: "mine" }).value).toBe(1);
  });

  test.each([
    ["an empty comment", { update: { comment: [{ add: { body: "" } }] } }],
    ["a link to nothing", { update: { issuelinks: [{ add: { type: { name: "Blocks" } } }] } }],
    ["a link of no kind", { update: { issuelinks: [{ add: { type: { name: "Hugs" } } }] } }],
    ["a property without a key", { properties: [{ value: 1 }] }],
  ])("%s refuses the whole of it", (_, more) => {
    const { ask, on, fields, heard } = scene();
    const answer = ask("editIssue", on, { fields: { summary: "Two" }, ...more });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(fields().summary).toBe("One");
    expect(heard()).toEqual([]);
  });
});

test("an issue is created together with its properties", () => {
  const { told } = scene();
  const fields = { project: { key: "ROAD" }, summary: "Two", issuetype: { name: "Task" } };
  const made = told("createIssue", {}, { fields, properties: [{ key: "mine", value: [2] }] });
  const asked = { issueIdOrKey: made.key, propertyKey: "mine" };
  expect(told("getIssueProperty", asked).value).toEqual([2]);
});

describe("a transition", () => {
  const done = { transition: { id: "41" } };

  test("sets fields, a resolution and a comment on its way", () => {
    const { ask, on, fields, heard, events } = scene();
    const asked = {
      ...done,
      fields: { resolution: { name: "Won't Do" }, summary: "Over" },
      update: { comment: [{ add: { body: "No." } }] },
    };
    expect(ask("doTransition", on, asked).status).toBe(204);
    const [{ payload }] = events as [HostEvent];
    const items = (payload.changelog as { items: { field: string }[] }).items;
    expect(items.map(({ field }) => field)).toEqual(["summary", "status", "resolution"]);
    expect(heard()).toEqual(["jira:issue_updated", "comment_created"]);
    expect(fields()).toMatchObject({
      summary: "Over",
      status: { name: "Done" },
      resolution: { name: "Won't Do" },
      comment: { total: 1 },
    });
  });

  test("with a resolution that there is not moves nothing", () => {
    const { ask, on, fields } = scene();
    const answer = ask("doTransition", on, { ...done, fields: { resolution: { name: "Maybe" } } });
    expect(bodyOf(answer).errors).toHaveProperty("resolution");
    expect(fields().status.name).toBe("To Do");
  });
});

test("a comment keeps whom it is for, and the marks of the add-on that made it", () => {
  const { told, on } = scene();
  const visibility = { type: "role", value: "Administrators" };
  const properties = [{ key: "mine", value: true }];
  const { id } = told("addComment", on, { body: "Psst", visibility, properties });
  expect(told("getComment", { ...on, id })).toMatchObject({ visibility });
  expect(told("getCommentProperty", { commentId: id, propertyKey: "mine" }).value).toBe(true);
});
