import { describe, expect, test } from "vitest";
import type { HostEvent } from "../world/index.ts";
import { scene } from "./testdata/scene.ts";

describe("the API", () => {
  test("triggers an event about an issue as it is", async () => {
    const { post, world, tenants, jiraSites } = scene();
    const heard: HostEvent[] = [];
    world.onEvent((event) => heard.push(event));
    const issue = [...jiraSites(tenants[0]).issues.values()][0]!;
    const asked = { clientKey: tenants[0].clientKey, type: "jira:issue_updated", issue: issue.key };
    expect((await post("events", asked)).status).toBe(202);
    expect(heard).toMatchObject([
      {
        tenant: { clientKey: asked.clientKey },
        type: "jira:issue_updated",
        payload: { issue: { key: issue.key }, issue_event_type_name: "issue_updated" },
      },
    ]);
    expect((await post("events", { ...asked, issue: "NO-1" })).status).toBe(404);
    expect((await post("events", { ...asked, clientKey: tenants[0].name })).status).toBe(202);
  });

  test("triggers an event with a payload of one's own", async () => {
    const { post, world, tenants } = scene();
    const heard: HostEvent[] = [];
    world.onEvent((event) => heard.push(event));
    const { clientKey } = tenants[1];
    await post("events", { clientKey, type: "page_created", payload: { page: { id: 1 } } });
    expect(heard).toMatchObject([{ type: "page_created", payload: { page: { id: 1 } } }]);
  });
});
