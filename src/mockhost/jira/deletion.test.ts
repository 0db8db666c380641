import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

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
