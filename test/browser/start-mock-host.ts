import { bridgeFiles } from "../../src/adapters/bridge-files/index.ts";
import { httpCaller } from "../../src/adapters/http-caller/index.ts";
import { serveMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import { confluence } from "../../src/mockhost/confluence/index.ts";
import { jira } from "../../src/mockhost/jira/index.ts";
import { journal } from "../../src/mockhost/journal.ts";
import { installKeys, type Lifecycle, lifecycle } from "../../src/mockhost/lifecycle/index.ts";
import { type Pages, pages } from "../../src/mockhost/pages/index.ts";
import {
  confluenceTable,
  jiraTable,
  type Limit,
  restInterface,
} from "../../src/mockhost/rest/index.ts";
import { firstAnswer } from "../../src/mockhost/routes.ts";
import { siteAnswer } from "../../src/mockhost/site-answer.ts";
import type { Product } from "../../src/mockhost/tenant.ts";
import { createTenants, tenantBook } from "../../src/mockhost/tenants/index.ts";
import { createWorld, type World } from "../../src/mockhost/world.ts";

export interface RunningHost {
  readonly origin: string;
  readonly world: World;
  readonly lifecycle: Lifecycle;
  readonly pages: Pages;
  close(): Promise<void>;
}

const SEED = 7;
const unlimited: Limit = () => ({ refusal: null, headers: {} });

/** A mock host with its pages, on a free port of this machine. */
export async function startMockHost(products: readonly Product[]): Promise<RunningHost> {
  const caller = httpCaller();
  let host: Omit<RunningHost, "origin" | "close">;
  const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, (origin) => {
    const tenants = createTenants({ seed: SEED, count: 4, origin, products });
    const world = createWorld({
      seed: SEED,
      clock: systemClock,
      origin,
      tenants: tenantBook(tenants),
      journal: journal(),
      callOut: caller.callOut,
    });
    const keys = installKeys("test");
    const made = { jira: jira(world), confluence: confluence(world) };
    const shown = pages(world, { ...made, readBridgeFile: bridgeFiles() });
    const rest = { seed: SEED, limit: unlimited, resolveBearer: shown.resolveBearer };
    const askSite = siteAnswer(
      world,
      {
        jira: restInterface({ ...rest, table: jiraTable, handlers: made.jira.handlers }),
        confluence: restInterface({
          ...rest,
          table: confluenceTable,
          handlers: made.confluence.handlers,
          more: made.confluence.operations,
        }),
      },
      shown.siteRoutes,
    );
    host = { world, lifecycle: lifecycle(world, keys), pages: shown };
    return (request) => {
      const nowMs = systemClock.nowMs();
      return (
        askSite(request, nowMs) ??
        firstAnswer([keys.route, ...shown.hostRoutes], request, nowMs) ?? { status: 404 }
      );
    };
  });
  return {
    origin: server.origin,
    ...host!,
    async close() {
      await server.close();
      await caller.close();
    },
  };
}
