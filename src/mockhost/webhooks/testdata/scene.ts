import type { OutboundCall, HostEvent, Product } from "../../world/index.ts";
import { jira } from "../../jira/index.ts";
import { bodyOf, descriptorWith, place, restCall, testWorld } from "../../testdata/test-world.ts";
import { type WebhookSettings, webhooks } from "../index.ts";

export const created = { event: "jira:issue_created", url: "/hooks/created?issue={issue.key}" };

/** One tenant with an add-on that declares these webhooks, and a Jira that makes events. */
export function setUp(
  modules: readonly Record<string, unknown>[] = [created],
  { product = "jira" as Product, settings = {} as Partial<WebhookSettings>, seed = 1 } = {},
) {
  const t = testWorld({ products: [product], seed });
  const site = jira(t.world);
  const room = webhooks(t.world, {
    sites: site.sites,
    settings: { secondaryWithinMs: 0, ...settings },
  });
  const tenant = t.tenants[0]!;
  const installation = place(tenant, descriptorWith({ modules: { webhooks: modules } }));
  const act = (operation: string, json: unknown, params: Record<string, string> = {}) =>
    site.handlers[operation]!({ ...restCall(t, tenant, { json }), params });
  const create = (summary = "It breaks") =>
    bodyOf(
      act("createIssue", {
        fields: { project: { key: "ROAD" }, summary, issuetype: { name: "Bug" } },
      }),
    ) as { id: string; key: string };
  return { ...t, site, room, tenant, installation, act, create };
}

export type Scene = ReturnType<typeof setUp>;

/** Lets what is ready come about, without time passing. */
export const settle = ({ clock }: Scene) => clock.advance(0);
export const sent = (call: OutboundCall) => JSON.parse(call.body ?? "null");

export const event = (t: Scene, more: Partial<HostEvent> = {}): HostEvent => ({
  tenant: t.tenant,
  type: "jira:issue_created",
  atMs: t.clock.nowMs(),
  accountId: null,
  payload: {},
  flow: "Primary",
  trace: null,
  ...more,
});
