import type { Descriptor } from "../../src/host/index.ts";
import { confluence } from "../../src/mockhost/confluence/index.ts";
import type { HostRequest, HostResponse } from "../../src/mockhost/exchange.ts";
import { journal } from "../../src/mockhost/journal.ts";
import { nothingRegistered } from "../../src/mockhost/registered.ts";
import { confluenceTable, restInterface } from "../../src/mockhost/rest/index.ts";
import { siteAnswer } from "../../src/mockhost/site-answer.ts";
import type { Tenant } from "../../src/mockhost/tenant.ts";
import { createTenants, tenantBook } from "../../src/mockhost/tenants/index.ts";
import { createWorld } from "../../src/mockhost/world.ts";
import type { Clock } from "../../src/time/index.ts";

/** The Confluence sites of a mock host alone, with nothing that calls add-ons. */
export function confluenceHost(clock: Clock, origin: string) {
  const seed = 7;
  const tenants = createTenants({ seed, count: 3, origin, products: ["confluence"] });
  const world = createWorld({
    seed,
    clock,
    origin,
    tenants: tenantBook(tenants),
    journal: journal(),
    callOut: async () => ({ kind: "failed", reason: "refused", detail: "", tookMs: 0 }),
  });
  const { handlers, operations } = confluence(world);
  const unlimited = () => ({ refusal: null, headers: {} });
  const rest = { seed, resolveBearer: () => null, limit: unlimited };
  const products = restInterface({ ...rest, table: confluenceTable, handlers, more: operations });
  const ask = siteAnswer(world, { jira: products, confluence: products }, []);
  return {
    tenants,
    answer: (request: HostRequest): HostResponse | Promise<HostResponse> =>
      ask(request, clock.nowMs()) ?? { status: 404 },
    place(tenant: Tenant, descriptor: Descriptor): void {
      tenant.installations.set(descriptor.key, {
        addonKey: descriptor.key,
        oauthClientId: "client",
        release: "1.0.0",
        descriptor,
        state: "enabled",
        pendingRelease: null,
        installedAtMs: 0,
        changedAtMs: 0,
        registered: nothingRegistered(),
      });
    },
  };
}
