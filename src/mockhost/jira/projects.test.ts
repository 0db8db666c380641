import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

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
