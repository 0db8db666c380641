import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { descriptorUrl, scene } from "./testdata/scene.ts";

describe("the API", () => {
  test("lists the tenants, with what is installed on each", async () => {
    const { get, post, tenants } = scene();
    expect((await post("install", { descriptorUrl, tenants: 1 })).status).toBe(200);
    const listed = await get("tenants");
    const [first] = tenants;
    expect(listed[0]).toEqual({
      clientKey: first.clientKey,
      sharedSecret: first.sharedSecret,
      baseUrl: first.baseUrl,
      product: "jira",
      plan: first.plan,
      users: first.users,
      timeZone: first.timeZone,
      licence: first.licence,
      installed: { release: "1.0.0", state: "enabled" },
    });
    expect(listed[1].installed).toBeNull();
    expect((await get("tenants?addonKey=other"))[0].installed).toBeNull();
  });

  test("renames a site, turns its secret over and changes its licence", async () => {
    const { post, tenants } = scene();
    const { clientKey, sharedSecret } = tenants[0];
    expect(bodyOf(await post("rename", { clientKey, name: "acme" })).baseUrl).toMatch(/\/s\/acme$/);
    expect(bodyOf(await post("rotate-secret", { clientKey })).sharedSecret).not.toBe(sharedSecret);
    expect(bodyOf(await post("licence", { clientKey, licence: "expired" })).licence).toBe(
      "expired",
    );
    const taken = await post("rename", { clientKey: tenants[1].clientKey, name: "acme" });
    expect(taken.status).toBe(409);
  });
});
