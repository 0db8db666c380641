import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

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
