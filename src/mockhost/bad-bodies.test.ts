import { expect, test } from "vitest";
import { qsh, sharedSecretKey, signJwt } from "../core/host/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { createMockHost } from "./mock-host.ts";
import { confluenceTable, jiraTable, type Operation } from "./rest/index.ts";
import { answered, descriptorWith, hostRequest, place } from "./testdata/test-world.ts";
import type { Tenant } from "./world/index.ts";

const addon = descriptorWith({
  scopes: ["ADMIN", "PROJECT_ADMIN", "SPACE_ADMIN", "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES"],
});

function scene() {
  const clock = fakeClock();
  const callOut = async () => answered(200);
  const host = createMockHost(
    {
      seed: 1,
      tenants: 2,
      products: ["jira", "confluence"],
      limits: { quota: "off", oddities: {} },
    },
    { clock, callOut, origin: "http://127.0.0.1:7310" },
  );
  const [jira, confluence] = [...host.world.tenants.all()] as [Tenant, Tenant];
  for (const tenant of [jira, confluence]) place(tenant, addon);
  function send(tenant: Tenant, method: string, path: string, body: unknown) {
    const base = tenant.product === "confluence" ? "/wiki" : "";
    const claims = { iss: addon.key, exp: clock.nowMs() / 1000 + 60, qsh: qsh(method, path, base) };
    const token = signJwt(claims, sharedSecretKey(tenant.sharedSecret));
    const headers = { authorization: `JWT ${token}`, "content-type": "application/json" };
    const request = hostRequest(method, `/s/${tenant.name}${path}`, headers);
    return host.answer({ ...request, body: Buffer.from(JSON.stringify(body) ?? "") });
  }
  return { host, jira, confluence, send };
}

const oddFields = {
  fields: { summary: null, labels: [null], parent: 5, components: 5, project: 5, issuetype: 5 },
  update: { labels: [null], comment: [null, { add: 5 }], issuelinks: [{ add: null }] },
  properties: [null, 5],
};
const lists = ["options", "queries", "issues", "issueUpdates", "jqls", "issueIds", "webhooks"];
const words = ["name", "jql", "key", "type", "body", "version", "title", "spaceId", "position"];
const oddParts = {
  ...Object.fromEntries(lists.map((name) => [name, [null]])),
  ...Object.fromEntries(words.map((name) => [name, 5])),
  projectPermissions: [null],
  globalPermissions: 5,
  sharePermissions: [null],
  updateValueList: [null],
  results: [null],
  restrictions: 5,
  operation: null,
};
const bodies = [undefined, null, [], "x", 5, {}, { fields: 5, update: 5 }, oddFields, oddParts];

test("whatever a body holds, no operation fails at it", async () => {
  const { host, jira, confluence, send } = scene();
  const issue = [...host.jira.sites(jira).issues.values()][0]!.key;
  const site = host.confluence.sites(confluence);
  const space = [...site.spaces.values()][0]!;
  const page = [...site.contents.values()].find(({ type }) => type === "page")!.id;
  const named = (name: string): string => {
    if (name === "issueIdOrKey") return issue;
    if (name === "spaceKey") return space.key;
    if (name === "operationKey") return "read";
    if (name === "addonKey") return addon.key;
    return name.startsWith("project") ? "10000" : page;
  };
  const failed = new Set<string>();
  async function tryAll(tenant: Tenant, operations: readonly Operation[]): Promise<void> {
    // Reading has no body, and deleting would leave nothing to try the others on.
    for (const { method, path, operation } of operations)
      if (method === "POST" || method === "PUT")
        for (const body of bodies) {
          const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => named(name));
          const answer = (async () => send(tenant, method, filled, body))();
          const { status } = await answer.catch(() => ({ status: 500 }));
          if (status >= 500) failed.add(operation);
        }
  }
  await tryAll(jira, jiraTable.routes);
  await tryAll(confluence, [...confluenceTable.routes, ...host.confluence.operations]);
  host.close();
  expect([...failed]).toEqual([]);
});
