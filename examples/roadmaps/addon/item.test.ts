import { describe, expect, test } from "vitest";
import { readIssue } from "./item.ts";

const issue = {
  id: "10001",
  key: "WEB-1",
  fields: {
    summary: "Search",
    project: { id: "10000", key: "WEB" },
    status: { name: "Done", statusCategory: { key: "done" } },
    updated: "2027-01-01T12:00:00.000+0100",
    assignee: { displayName: "Not kept" },
  },
};

test("an issue is read, without the people in it", () => {
  expect(readIssue(issue)).toEqual({
    id: "10001",
    key: "WEB-1",
    projectId: "10000",
    projectKey: "WEB",
    summary: "Search",
    isDone: true,
    updatedMs: Date.UTC(2027, 0, 1, 11),
  });
});

test("fields that a site has hidden are done without", () => {
  const { project } = issue.fields;
  const read = readIssue({ ...issue, fields: { project } });
  expect(read).toMatchObject({ summary: "", isDone: false, updatedMs: 0 });
});

describe("what is no issue is not taken for one", () => {
  test.for([
    undefined,
    null,
    "text",
    [],
    {},
    { id: 1 },
    { ...issue, id: 7 },
    { id: "1", key: "A-1" },
  ])("%j", (json) => expect(readIssue(json)).toBeNull());
});
