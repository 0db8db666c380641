import { describe, expect, test } from "vitest";
import type { HostEvent } from "../world/index.ts";
import { scene } from "./testdata/scene.ts";

test("issues that come in bulk are told of as such", () => {
  const { act, heard } = scene();
  const update = {
    fields: { project: { id: "10000" }, summary: "x", issuetype: { name: "Task" } },
  };
  act("createIssues", {}, { json: { issueUpdates: [update, update] } });
  expect(heard()).toEqual(["jira:issue_created later", "jira:issue_created later"]);
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
