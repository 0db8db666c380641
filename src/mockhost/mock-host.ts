import type { Clock } from "../time/index.ts";
import type { HostRequest, HostResponse } from "./exchange.ts";
import { jira } from "./jira/index.ts";
import { journal } from "./journal.ts";
import { installKeys, type Lifecycle, lifecycle } from "./lifecycle/index.ts";
import { hostLimits, type LimitSettings } from "./limits/index.ts";
import type { CallOut } from "./ports.ts";
import { confluenceTable, jiraTable, restInterface } from "./rest/index.ts";
import { firstAnswer, type HostRoute, type SiteRoute } from "./routes.ts";
import { siteAnswer } from "./site-answer.ts";
import type { Product } from "./tenant.ts";
import { createTenants, tenantBook } from "./tenants/index.ts";
import { createWorld, type World } from "./world.ts";

export interface MockHostPlan {
  readonly seed: number;
  /** How many sites; 1 to 10,000. */
  readonly tenants: number;
  /** Which products there are; several take turns. */
  readonly products: readonly Product[];
  readonly limits: LimitSettings;
}

export interface MockHostParts {
  readonly clock: Clock;
  readonly callOut: CallOut;
  /** Where it listens, such as "http://127.0.0.1:7310": every site's address contains it. */
  readonly origin: string;
}

/** A pretend Jira and Confluence Cloud. Answers requests; calls add-ons by the port it was given. */
export interface MockHost {
  readonly world: World;
  readonly lifecycle: Lifecycle;
  answer(request: HostRequest): HostResponse | Promise<HostResponse>;
}

export function createMockHost(
  plan: MockHostPlan,
  { clock, callOut, origin }: MockHostParts,
): MockHost {
  const tenants = createTenants({ ...plan, count: plan.tenants, origin });
  const world = createWorld({
    seed: plan.seed,
    clock,
    origin,
    tenants: tenantBook(tenants),
    journal: journal(),
    callOut,
  });
  const keys = installKeys(`plimsoll-mockhost-${plan.seed}`);
  const rest = { seed: plan.seed, resolveBearer: () => null, limit: hostLimits(() => plan.limits) };
  const products = {
    jira: restInterface({ ...rest, table: jiraTable, handlers: jira(world).handlers }),
    confluence: restInterface({ ...rest, table: confluenceTable, handlers: {} }),
  };
  const hostRoutes: readonly HostRoute[] = [keys.route];
  const siteRoutes: readonly SiteRoute[] = [];
  const askSite = siteAnswer(world, products, siteRoutes);
  return {
    world,
    lifecycle: lifecycle(world, keys),
    answer(request) {
      const nowMs = clock.nowMs();
      return askSite(request, nowMs) ?? firstAnswer(hostRoutes, request, nowMs) ?? nothingHere;
    },
  };
}

const nothingHere: HostResponse = {
  status: 404,
  headers: { "content-type": "text/plain" },
  body: "Nothing is here.\n",
};
