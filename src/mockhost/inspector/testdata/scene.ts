import { confluence } from "../../confluence/index.ts";
import type { HostResponse } from "../../world/index.ts";
import { faults } from "../../faults/index.ts";
import { jira } from "../../jira/index.ts";
import { installKeys, lifecycle } from "../../lifecycle/index.ts";
import { pages } from "../../pages/index.ts";
import { peopleAtWork } from "../../people/index.ts";
import {
  answered,
  bodyOf,
  descriptorDocument,
  hostRequest,
  testWorld,
} from "../../testdata/test-world.ts";
import { versions } from "../../versions/index.ts";
import { webhooks } from "../../webhooks/index.ts";
import { inspector } from "../inspector.ts";

export const descriptorUrl = "http://127.0.0.1:7330/app/atlassian-connect.json";
export const addonKey = descriptorDocument.key;
export const loopback = { host: "127.0.0.1:7310" };

/** Three sites, an add-on whose descriptor the test changes, and the inspector that shows them. */
export function scene() {
  const made = testWorld({ tenants: 3, products: ["jira", "confluence"] });
  const { world, clock, tenants } = made;
  let document: object = descriptorDocument;
  made.answerWith(({ url }) =>
    answered(200, url === descriptorUrl ? JSON.stringify(document) : ""),
  );
  const life = lifecycle(world, installKeys("kid"));
  const products = { jira: jira(world), confluence: confluence(world) };
  const jiraSites = products.jira.sites;
  const shown = pages(world, { ...products, readBridgeFile: () => null });
  const hooks = webhooks(world, { sites: jiraSites });
  const route = inspector({
    world,
    lifecycle: life,
    versions: versions(world, life, { rolloutMs: 1_000 }),
    faults: faults(world),
    jiraSites,
    jiraPeople: products.jira.people,
    webhooks: hooks,
    pages: shown,
    people: peopleAtWork(world, { ...products, pages: shown }),
  });
  const send = async (
    method: string,
    name: string,
    body: unknown = undefined,
    headers: Record<string, string> = {},
  ): Promise<HostResponse> => {
    const type = { "content-type": "application/json" };
    const request = hostRequest(method, `/_mockhost/${name}`, { ...loopback, ...type, ...headers });
    const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
    const bytes = method === "POST" ? Buffer.from(text) : request.body;
    const answer = Promise.resolve(route({ ...request, body: bytes }, clock.nowMs()));
    for (let second = 0; second < 5; second++) await clock.advance(1_000);
    return (await answer)!;
  };
  return {
    world,
    clock,
    jiraSites,
    route,
    send,
    tenants: tenants as [(typeof tenants)[0], (typeof tenants)[0], (typeof tenants)[0]],
    get: async (name: string) => bodyOf(await send("GET", name)),
    post: (name: string, body: unknown) => send("POST", name, body),
    page: async (name: string) => {
      const answer = await send("GET", name, undefined, { accept: "text/html,*/*" });
      return { ...answer, text: String(answer.body) };
    },
    publish: (next: object) => void (document = { ...descriptorDocument, ...next }),
  };
}
