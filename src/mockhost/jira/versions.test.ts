import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

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
