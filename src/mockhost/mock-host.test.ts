import { describe, expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { qsh, sharedSecretKey, signJwt } from "../core/host/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { createMockHost } from "./mock-host.ts";
import type { MockHostPlan } from "./plan.ts";
import { answered, bodyOf, descriptorWith, hostRequest, place } from "./testdata/test-world.ts";
import type { HostResponse, Tenant } from "./world/index.ts";

const scopes = ["READ", "WRITE", "DELETE", "ADMIN"];

function scene() {
  const clock = fakeClock();
  const host = createMockHost(
    {
      seed: 1,
      tenants: 2,
      products: ["jira", "confluence"],
      limits: { quota: "global", oddities: {} },
    },
    { clock, callOut: async () => answered(204), origin: "http://127.0.0.1:7310" },
  );
  const [jiraSite, wiki] = [...host.world.tenants.all()] as [Tenant, Tenant];
  const ask = (
    tenant: Tenant,
    path: string,
    { body = "", isOversized = false }: { body?: string; isOversized?: boolean } = {},
  ) => {
    const { key } = place(tenant, descriptorWith({ scopes })).descriptor;
    const nowS = Math.floor(clock.nowMs() / 1000);
    const token = signJwt(
      {
        iss: key,
        iat: nowS,
        exp: nowS + 180,
        qsh: qsh("POST", `${tenant.baseUrl}${path}`, tenant.baseUrl),
      },
      sharedSecretKey(tenant.sharedSecret),
    );
    const headers = { authorization: `JWT ${token}`, "content-type": "application/json" };
    const at = new URL(tenant.baseUrl).pathname;
    const request = { ...hostRequest("POST", `${at}${path}`, headers), body: Buffer.from(body) };
    return host.answer({ ...request, isOversized }) as HostResponse;
  };
  return { host, jiraSite, wiki, ask };
}

describe("a body that the host will not take is refused in the shape of the product", () => {
  const jiraShape = { errorMessages: [expect.any(String)], errors: {} };
  const v2Shape = (status: number) => ({ errors: [expect.objectContaining({ status })] });
  const v1Shape = (statusCode: number) => expect.objectContaining({ statusCode });

  test.for([
    ["Jira", "jiraSite", "/rest/api/3/issue", () => jiraShape],
    ["Confluence", "wiki", "/api/v2/pages", v2Shape],
    ["Confluence's older interface", "wiki", "/rest/api/content/1/label", v1Shape],
  ] as const)("of %s", ([, site, path, shape]) => {
    const s = scene();
    const large = s.ask(s[site], path, { isOversized: true });
    expect(large.status).toBe(413);
    expect(bodyOf(large)).toEqual(shape(413));
    const broken = s.ask(s[site], path, { body: "{ not json" });
    expect(broken.status).toBe(400);
    expect(bodyOf(broken)).toEqual(shape(400));
  });
});

test("why sites did not take an add-on is known, and whether anybody asked for the key", async () => {
  const clock = fakeClock();
  const host = createMockHost(
    {
      seed: 1,
      tenants: 3,
      products: ["jira"],
      limits: { quota: "off", oddities: {} },
    },
    { clock, callOut: async () => answered(401), origin: "http://127.0.0.1:7310" },
  );
  const descriptor = descriptorWith({ lifecycle: { installed: "/installed" } });
  expect(host.whyNotInstalled(descriptor.key)).toEqual([]);
  for (const tenant of host.world.tenants.all())
    await host.lifecycle.install(tenant, descriptor, "1.0.0");
  const why = () => host.whyNotInstalled(descriptor.key);
  expect(why()).toEqual([
    {
      sites: 3,
      cause: "The add-on answered 401; only 200 and 204 count.",
      remedy: expect.stringContaining("CONNECT_KEYS_CDN_URL=http://127.0.0.1:7310/keys"),
    },
  ]);
  await host.answer(hostRequest("GET", `/keys/${host.installKeys.kid}`));
  expect(why()[0]!.remedy).toContain("was fetched");
  host.close();
});

describe("a plan out of bounds is refused, with every problem named", () => {
  test.for<readonly [string, object, string]>([
    ["no site", { tenants: 0 }, "tenants: "],
    ["half a site", { tenants: 1.5 }, "tenants: "],
    ["no product", { products: [] }, "products: "],
    ["an unknown product", { products: ["trello"] }, "products.0: "],
    ["a poll without a pause", { versions: { pollMs: 0 } }, "versions.pollMs: "],
    ["a poll of no time", { versions: { pollMs: Number.NaN } }, "versions.pollMs: "],
    ["a roll-out before it begins", { versions: { rolloutMs: -1 } }, "versions.rolloutMs: "],
    ["too large a share", { versions: { approval: { share: 2, withinMs: 0 } } }, "share: "],
    ["no room for webhooks", { webhooks: { mostPending: 0 } }, "webhooks.mostPending: "],
  ])("%s", ([, given, problem]) => {
    const plan = {
      seed: 1,
      tenants: 1,
      products: ["jira"],
      limits: { quota: "off", oddities: {} },
    };
    const parts = {
      clock: fakeClock(),
      callOut: async () => answered(204),
      origin: "http://127.0.0.1:7310",
    };
    const made = () => createMockHost({ ...plan, ...given } as MockHostPlan, parts);
    expect(made).toThrow(problem);
    expect(made).toThrow(PlimsollError);
  });
});
