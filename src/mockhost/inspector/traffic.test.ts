import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { addonKey, descriptorUrl, scene } from "./testdata/scene.ts";

describe("the API", () => {
  test("shows the calls in both directions, with decoded tokens", async () => {
    const { post, get, tenants } = scene();
    await post("install", { descriptorUrl, tenants: 1 });
    const [latest] = await get(`calls?clientKey=${tenants[0].clientKey}&kind=lifecycle&limit=1`);
    expect(latest).toMatchObject({ direction: "to-addon", claims: { iss: tenants[0].clientKey } });
    expect(await get("calls?refusedOnly=true")).toEqual([]);
    expect(await get(`calls?after=${latest.id}`)).toEqual([]);
  });

  test("adds, lists and removes faults", async () => {
    const { post, get, send } = scene();
    const added = await post("faults", { effect: { kind: "outage" }, forMs: 60_000 });
    expect(added.status).toBe(201);
    expect(await get("faults")).toMatchObject([{ id: "fault-1", about: "outage", active: true }]);
    expect((await send("DELETE", "faults/fault-1")).status).toBe(200);
    expect((await send("DELETE", "faults/fault-1")).status).toBe(404);
    await post("faults", { effect: { kind: "reset" } });
    expect(bodyOf(await send("DELETE", "faults"))).toHaveLength(1);
    expect(await get("faults")).toEqual([]);
  });

  test("tells how webhooks fare", async () => {
    const { get, post, publish, tenants } = scene();
    publish({ modules: { webhooks: [{ event: "jira:issue_updated", url: "/hook" }] } });
    await post("install", { descriptorUrl, tenants: 1 });
    const { clientKey } = tenants[0];
    await post("events", { clientKey, type: "jira:issue_updated" });
    await post("events", { clientKey, type: "jira:issue_updated", flow: "Secondary" });
    expect(await get("webhooks")).toMatchObject({
      pending: expect.any(Number),
      addons: [{ addonKey, deliveries: 2 }],
    });
  });

  test("tells how frames have loaded", async () => {
    const { get } = scene();
    expect(await get("frames")).toEqual([]);
  });
});
