import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { addonKey, descriptorUrl, scene } from "./testdata/scene.ts";

describe("the API", () => {
  test("installs on the sites it is told, and says how that went", async () => {
    const { post, tenants } = scene();
    const chosen = [tenants[2].clientKey];
    const answer = await post("install", { descriptorUrl, tenants: chosen, perSecond: 5 });
    expect(bodyOf(answer)).toEqual({ addonKey, release: "1.0.0", accepted: 1, refused: 0 });
    expect(tenants.map(({ installations }) => installations.size)).toEqual([0, 0, 1]);
  });

  test("tells why an add-on cannot be installed", async () => {
    const { post, publish } = scene();
    publish({ baseUrl: 7 });
    const answer = await post("install", { descriptorUrl });
    expect(answer.status).toBe(422);
    expect(bodyOf(answer).error.message).toContain("baseUrl");
  });

  test("disables, enables and uninstalls", async () => {
    const { post, tenants } = scene();
    await post("install", { descriptorUrl });
    const seen = [];
    for (const act of ["disable", "enable", "uninstall"]) {
      expect(bodyOf(await post(act, { addonKey, tenants: 2 }))).toEqual({ addonKey, tenants: 2 });
      seen.push(tenants.map(({ installations }) => installations.get(addonKey)?.state));
    }
    expect(seen).toEqual([
      ["disabled", "disabled", "enabled"],
      ["enabled", "enabled", "enabled"],
      ["uninstalled", "uninstalled", "enabled"],
    ]);
  });

  test("shows releases, and approves what waits", async () => {
    const { post, get, publish, tenants } = scene();
    await post("install", { descriptorUrl });
    publish({ scopes: ["READ", "WRITE", "ADMIN"] });
    await post("poll", {});
    const [app] = await get("apps");
    expect(app).toMatchObject({ addonKey, pendingTenants: 3, tenantsByRelease: { "1.0.0": 3 } });
    expect(app.releases).toMatchObject([
      { release: "1.0.0", kind: "first" },
      { release: "1.1.0", kind: "needs-approval" },
    ]);
    expect(app.releases[0]).not.toHaveProperty("descriptor");
    const { clientKey } = tenants[0];
    expect(bodyOf(await post("approve", { addonKey, clientKey }))).toEqual({
      release: "1.1.0",
      accepted: true,
    });
    expect((await post("approve", { addonKey, clientKey })).status).toBe(409);
    expect((await post("approve", { addonKey, share: 1 })).status).toBe(200);
    expect((await get("apps"))[0].tenantsByRelease).toEqual({ "1.1.0": 3 });
  });
});
