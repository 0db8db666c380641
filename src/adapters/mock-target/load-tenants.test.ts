import { expect, test } from "vitest";
import { parseDescriptor } from "../../core/host/index.ts";
import { fakeClock } from "../../core/time/index.ts";
import { createMockHost } from "../../mockhost/index.ts";
import { loadTenants } from "./load-tenants.ts";

const key = "com.example.addon";
const parsed = parseDescriptor(
  JSON.stringify({
    key,
    name: "Add-on",
    baseUrl: "http://127.0.0.1:1",
    authentication: { type: "jwt" },
    lifecycle: { installed: "/installed" },
    apiVersion: 1,
  }),
);
if (parsed.kind !== "descriptor") throw new Error(JSON.stringify(parsed));
const { descriptor } = parsed;

const accepts = { kind: "answered", status: 204, headers: {}, body: "", tookMs: 1 } as const;
const host = createMockHost(
  {
    seed: 3,
    tenants: 6,
    products: ["jira", "confluence"],
    limits: { quota: "off", oddities: {} },
  },
  { clock: fakeClock(0), callOut: async () => accepts, origin: "http://127.0.0.1:2" },
);
const sites = [...host.world.tenants.all()];
for (const site of sites.slice(1)) await host.lifecycle.install(site, descriptor, "1.0.0");
const tenants = loadTenants(host, key);
const siteOf = (clientKey: string) => host.world.tenants.byClientKey(clientKey)!;

test("only sites that have the add-on, the largest first", () => {
  const users = tenants.map(({ clientKey }) => siteOf(clientKey).users);
  expect(users).toEqual(
    sites
      .slice(1)
      .map((site) => site.users)
      .sort((a, b) => b - a),
  );
});

test.for(tenants.map((tenant) => [siteOf(tenant.clientKey).product, tenant] as const))(
  "the rows of a %s site are of that site",
  ([product, { clientKey, values }]) => {
    const site = siteOf(clientKey);
    const rows = values["user.accountId"]!.length;
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(20);
    for (const column of Object.values(values)) expect([1, rows]).toContain(column.length);
    expect(values["tenant.clientKey"]).toEqual([clientKey]);
    for (let row = 0; row < rows; row++) {
      const at = (name: string) => values[name]![row]!;
      if (product === "jira") {
        const issue = host.jira.sites(site).issues.get(at("issue.id"))!;
        expect([issue.key, issue.projectId]).toEqual([at("issue.key"), at("project.id")]);
        expect(issue.key.split("-")[0]).toBe(at("project.key"));
        expect(host.jira.sites(site).person(at("user.accountId"))).not.toBeNull();
      } else {
        const page = host.confluence.sites(site).contents.get(at("content.id"))!;
        expect([page.type, page.spaceId]).toEqual([at("content.type"), at("space.id")]);
        expect(host.confluence.sites(site).spaces.get(page.spaceId)!.key).toBe(at("space.key"));
        expect(host.confluence.sites(site).person(at("user.accountId"))).not.toBeNull();
      }
    }
  },
);
