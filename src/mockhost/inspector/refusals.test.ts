import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { addonKey, descriptorUrl, scene } from "./testdata/scene.ts";

describe("what cannot be used is refused, and it says where", () => {
  test.for([
    ["install", {}, "descriptorUrl"],
    ["install", { descriptorUrl: "file:///x" }, "descriptorUrl"],
    ["install", { descriptorUrl, tenants: 0 }, "tenants"],
    ["install", { descriptorUrl, perSecond: 0 }, "perSecond"],
    ["uninstall", {}, "addonKey"],
    ["rename", { clientKey: "x", name: "Not A Name" }, "name"],
    ["licence", { clientKey: "x", licence: "free" }, "licence"],
    ["approve", { addonKey }, ""],
    ["events", { clientKey: "x", type: "<script>" }, "type"],
    ["faults", { effect: { kind: "gremlins" } }, "effect.kind"],
  ] as const)("%s %j", async ([name, body, path]) => {
    const answer = await scene().post(name, body);
    expect(answer.status).toBe(400);
    expect(
      bodyOf(answer).error.problems.map((problem: { path: string }) => problem.path),
    ).toContain(path);
  });

  test.for<readonly [string, unknown, number]>([
    ["people", { actionsPerMinute: 0 }, 400],
    ["people", { actionsPerMinute: 1e9 }, 400],
    ["people", { perPersonPerHour: -1 }, 400],
    ["people", {}, 400],
    ["install", { descriptorUrl, tenants: ["nobody"] }, 404],
    ["rotate-secret", { clientKey: "nobody" }, 404],
    ["uninstall", { addonKey: "unknown" }, 404],
    ["approve", { addonKey: "unknown", share: 1 }, 404],
    ["faults", { effect: { kind: "outage" }, tenants: ["nobody"] }, 404],
    ["nothing", {}, 404],
    ["install", "{", 400],
  ])("%s with %j is answered %i", async ([name, body, status]) => {
    expect((await scene().post(name, body)).status).toBe(status);
  });

  test("a body of more than 1 MiB", async () => {
    const answer = await scene().post("install", " ".repeat(1024 * 1024 + 1));
    expect(answer.status).toBe(413);
  });

  test.for(["calls?limit=0", "calls?direction=up", "calls?nonsense=1", "tenants?x=1"])(
    "GET %s",
    async (name) => {
      expect((await scene().send("GET", name)).status).toBe(400);
    },
  );
});
