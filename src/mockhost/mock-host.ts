import type { Clock } from "../core/time/index.ts";
import { avatarRoute } from "./avatars/index.ts";
import { type Confluence, confluence } from "./confluence/index.ts";
import { type Faults, faults } from "./faults/index.ts";
import { type Forge, forge } from "./forge/index.ts";
import { hostStatus } from "./host-status/index.ts";
import { inspector } from "./inspector/index.ts";
import { type Jira, jira } from "./jira/index.ts";
import {
  type InstallKeys,
  installKeys,
  type Lifecycle,
  lifecycle,
  type RefusedInstalls,
  refusedInstalls,
} from "./lifecycle/index.ts";
import { hostLimits } from "./limits/index.ts";
import { confluenceModuleOperations, moduleHandlers } from "./modules/index.ts";
import { type Pages, pages, type ReadBridgeFile } from "./pages/index.ts";
import { type PeopleAtWork, peopleAtWork } from "./people/index.ts";
import { checkPlan, type MockHostPlan } from "./plan.ts";
import {
  confluenceTable,
  jiraTable,
  productError,
  type ResolveBearer,
  restInterface,
} from "./rest/index.ts";
import { siteAnswer } from "./site-answer.ts";
import { createTenants, tenantBook } from "./tenants/index.ts";
import { impersonation } from "./tokens/index.ts";
import { upm } from "./upm/index.ts";
import { type Versions, versions } from "./versions/index.ts";
import { type Webhooks, webhooks } from "./webhooks/index.ts";
import {
  type CallOut,
  createWorld,
  firstAnswer,
  type HostRequest,
  type HostResponse,
  type HostRoute,
  journal,
  type SiteRoute,
  siteOf,
  type World,
} from "./world/index.ts";

export interface MockHostParts {
  readonly clock: Clock;
  readonly callOut: CallOut;
  /** Left out: pages come without the bridge, which only browsers need. */
  readonly readBridgeFile?: ReadBridgeFile;
  /** Where it listens, such as "http://127.0.0.1:7310": every site's address contains it. */
  readonly origin: string;
}

/** A pretend Jira and Confluence Cloud. Answers requests; calls add-ons by the port it was given. */
export interface MockHost {
  readonly world: World;
  readonly lifecycle: Lifecycle;
  /** For whoever installs in its stead. */
  readonly installKeys: InstallKeys;
  readonly jira: Jira;
  readonly confluence: Confluence;
  readonly versions: Versions;
  readonly webhooks: Webhooks;
  readonly pages: Pages;
  readonly faults: Faults;
  readonly forge: Forge;
  readonly people: PeopleAtWork;
  /** Why sites did not take an add-on, the most frequent cause first; the journal remembers so many. */
  whyNotInstalled(addonKey: string): readonly RefusedInstalls[];
  answer(request: HostRequest): HostResponse | Promise<HostResponse>;
  /** What is planned is forgotten; what is under way is not waited for. */
  close(): void;
}

/** Throws `mockhost.plan-refused` where the plan is out of bounds. */
export function createMockHost(plan: MockHostPlan, parts: MockHostParts): MockHost {
  checkPlan(plan);
  const world = worldOf(plan, parts);
  const keys = installKeys(`plimsoll-mockhost-${plan.seed}`);
  const lifecycleCalls = lifecycle(world, keys);
  const released = versions(world, lifecycleCalls, plan.versions);
  const faulty = faults(world);
  const sites = { jira: jira(world), confluence: confluence(world) };
  const hooks = webhooks(world, {
    sites: sites.jira.sites,
    ...(plan.webhooks ? { settings: plan.webhooks } : {}),
  });
  const shown = pages(world, { ...sites, readBridgeFile: parts.readBridgeFile ?? (() => null) });
  const people = peopleAtWork(world, { ...sites, pages: shown });
  const remotes = forge(world);
  const acting = impersonation(world);

  const rest = {
    seed: plan.seed,
    limit: hostLimits(() => plan.limits),
    resolveBearer: anyOf(shown.resolveBearer, acting.resolveBearer, remotes.resolveBearer),
  };
  const products = {
    jira: restInterface({
      ...rest,
      table: jiraTable,
      handlers: { ...sites.jira.handlers, ...hooks.handlers, ...moduleHandlers() },
    }),
    confluence: restInterface({
      ...rest,
      table: confluenceTable,
      handlers: { ...sites.confluence.handlers, ...moduleHandlers() },
      more: [...sites.confluence.operations, ...confluenceModuleOperations],
    }),
  };
  const seen = { world, lifecycle: lifecycleCalls, versions: released, faults: faulty };
  const hostRoutes: readonly HostRoute[] = [
    inspector({
      ...seen,
      jiraSites: sites.jira.sites,
      jiraPeople: sites.jira.people,
      webhooks: hooks,
      pages: shown,
      people,
    }),
    hostStatus(world, faulty),
    keys.route,
    acting.route,
    remotes.route,
    released.marketplaceRoutes,
    ...shown.hostRoutes,
  ];
  const siteRoutes: readonly SiteRoute[] = [
    upm(world, { versions: released, lifecycle: lifecycleCalls }),
    avatarRoute(plan.seed, (tenant, id) =>
      tenant.product === "jira" ? sites.jira.uploadedAvatar(tenant, id) : undefined,
    ),
    ...shown.siteRoutes,
  ];
  const askSite = siteAnswer(world, products, siteRoutes);
  return {
    ...seen,
    ...sites,
    installKeys: keys,
    webhooks: hooks,
    pages: shown,
    forge: remotes,
    people,
    whyNotInstalled(addonKey) {
      const known = [...world.tenants.all()].map(({ installations }) =>
        installations.get(addonKey),
      );
      const descriptor = known.find((installation) => installation !== undefined)?.descriptor;
      if (descriptor === undefined) return [];
      const { timesAsked } = keys;
      const calls = world.journal.lines({
        kind: "lifecycle",
        refusedOnly: true,
        limit: Number.POSITIVE_INFINITY,
      });
      return refusedInstalls(calls, descriptor, { url: `${parts.origin}/keys`, timesAsked });
    },
    answer(request) {
      const nowMs = parts.clock.nowMs();
      if (request.isOversized) return tooLarge(world, request);
      return faulty.around(
        request,
        nowMs,
        () => askSite(request, nowMs) ?? firstAnswer(hostRoutes, request, nowMs) ?? nothingHere,
      );
    },
    close() {
      void people.stop();
      released.close();
      hooks.close();
    },
  };
}

function worldOf(plan: MockHostPlan, { clock, callOut, origin }: MockHostParts): World {
  const tenants = createTenants({ ...plan, count: plan.tenants, origin });
  const parts = { seed: plan.seed, clock, origin, callOut };
  return createWorld({ ...parts, tenants: tenantBook(tenants), journal: journal() });
}

/** In the shape of the product that was asked; the host as a whole says it in Jira's. */
function tooLarge({ tenants }: World, request: HostRequest): HostResponse {
  const site = siteOf(request);
  const product = tenants.byName(site?.name ?? "")?.product ?? "jira";
  const words = "The request body is too large.";
  return productError(product, site?.path ?? request.path, 413, words);
}

/** The first who knows a token says whose it is. */
const anyOf =
  (...resolvers: readonly ResolveBearer[]): ResolveBearer =>
  (token, tenant, nowMs) => {
    for (const resolve of resolvers) {
      const caller = resolve(token, tenant, nowMs);
      if (caller) return caller;
    }
    return null;
  };

const nothingHere: HostResponse = {
  status: 404,
  headers: { "content-type": "text/plain" },
  body: "Nothing is here.\n",
};
