import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

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
