import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { descriptorUrl, scene } from "./testdata/scene.ts";

describe("the API", () => {
  test("lets people join, change and leave, and add-ons hear of it", async () => {
    const { post, world, tenants } = scene();
    const heard: string[] = [];
    world.onEvent(({ type }) => heard.push(type));
    const { clientKey } = tenants[0];
    const joins = { displayName: "Ada", emailAddress: "ada@engine.example" };
    const made = await post("users", { clientKey, joins });
    const { accountId } = bodyOf(made);
    await post("users", { clientKey, accountId, changes: { displayName: "Ada L." } });
    await post("users", { clientKey, accountId, leaves: true });
    expect(heard).toEqual(["user_created", "user_updated", "user_deleted"]);
    expect((await post("users", { clientKey, accountId: "x", leaves: true })).status).toBe(404);
    expect((await post("users", { clientKey, joins: {} })).status).toBe(400);
  });

  test("sends people to work and home", async () => {
    const { get, post, send } = scene();
    expect(await get("people")).toMatchObject({ atWork: false, plan: null });
    await post("install", { descriptorUrl });
    const started = await post("people", { actionsPerMinute: 600, isAlways: true });
    expect(bodyOf(started)).toMatchObject({ atWork: true, plan: { isAlways: true } });
    expect((await get("people")).done.sessions).toBeGreaterThan(0);
    expect(bodyOf(await send("DELETE", "people"))).toMatchObject({ atWork: false });
  });
});
