import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

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
