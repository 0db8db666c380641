import type { Descriptor } from "../../core/host/index.ts";
import { HOUR_MS } from "../../core/time/index.ts";
import { installStorm, type Lifecycle } from "../lifecycle/index.ts";
import { agenda, type HostRoute, type Tenant, type World } from "../world/index.ts";
import { type App, type AppStatus, appStatus, newestOf } from "./app.ts";
import type { ApprovalPolicy } from "./draws.ts";
import { type MarketplaceOptions, marketplace } from "./marketplace/index.ts";
import { type RefusedDescriptor, readDescriptor, refused } from "./read-descriptor.ts";
import { nextRelease } from "./release.ts";
import { rollOut } from "./roll-out.ts";

export interface VersionOptions {
  /** How often descriptors are polled. */
  readonly pollMs: number;
  /** By when every tenant has heard of a release. */
  readonly rolloutMs: number;
  /** How administrators approve, until `approveShare` says otherwise. */
  readonly approval: ApprovalPolicy;
  readonly marketplace: MarketplaceOptions;
}

/** The host's view of add-ons as they change: polls their descriptors and brings releases to the tenants. */
export interface Versions {
  /** Polls a descriptor from now on, without installing anything. */
  watch(descriptorUrl: string): Promise<Watched>;
  /** The first installation: on these tenants, so many a second; and polls it from now on. */
  install(
    descriptorUrl: string,
    tenants: readonly Tenant[],
    ratePerSecond: number,
  ): Promise<Installed>;
  /** Polls every descriptor at once, beside the regular polls. */
  poll(): Promise<void>;
  apps(): readonly AppStatus[];
  /** An administrator approves what waits on one tenant. */
  approve(clientKey: string, addonKey: string): Promise<Approval>;
  /**
   * From now on this share of the administrators (0–1) approves, each within this time; what waits
   * already counts from now. False: there is no such add-on.
   */
  approveShare(addonKey: string, share: number, withinMs: number): boolean;
  /** What the Marketplace tells about these add-ons, their tenants included. */
  readonly marketplaceRoutes: HostRoute;
  close(): void;
}

type Watched =
  | { readonly kind: "watched"; readonly addonKey: string; readonly release: string }
  | RefusedDescriptor;

type Installed =
  | {
      readonly kind: "installed";
      readonly addonKey: string;
      readonly release: string;
      /** How many tenants' `installed` the add-on accepted, and did not accept at first. */
      readonly accepted: number;
      readonly refused: number;
    }
  | RefusedDescriptor;

type Approval =
  | { readonly kind: "approved"; readonly release: string; readonly accepted: boolean }
  | { readonly kind: "nothing-pending" }
  | { readonly kind: "unknown"; readonly what: "tenant" | "add-on" };

/** Source: "Upgrading and versioning cloud apps". Administrators are asked one by one unless told otherwise. */
const STANDARD: VersionOptions = {
  pollMs: 5 * HOUR_MS,
  rolloutMs: 24 * HOUR_MS,
  approval: { share: 0, withinMs: 0 },
  marketplace: { credentials: null, exportMs: 2_000 },
};
const MOST_APPS = 1_000;
const MOST_RELEASES = 500;

export function versions(
  world: World,
  lifecycle: Lifecycle,
  options: Partial<VersionOptions> = {},
): Versions {
  const settings = { ...STANDARD, ...options };
  const { pollMs, rolloutMs, approval } = settings;
  const { clock } = world;
  const plan = agenda(clock);
  const apps = new Map<string, App>();
  const releases = rollOut(world, lifecycle, plan, rolloutMs);

  /** Reads a descriptor and lists its add-on; one that is listed already moves to this address. */
  async function list(descriptorUrl: string): Promise<App | RefusedDescriptor> {
    const read = await readDescriptor(world, descriptorUrl, null);
    if (read.kind === "refused") return read;
    const known = apps.get(read.descriptor.key);
    if (known) {
      known.descriptorUrl = descriptorUrl;
      known.polledAtMs = clock.nowMs();
      publish(known, read.descriptor);
      return known;
    }
    if (apps.size >= MOST_APPS) return refused(`The host knows ${MOST_APPS} add-ons already.`);
    const app: App = {
      addonKey: read.descriptor.key,
      descriptorUrl,
      releases: [nextRelease(null, read.descriptor, clock.nowMs())!],
      polledAtMs: clock.nowMs(),
      problem: null,
      approval,
      due: new Set(),
    };
    apps.set(app.addonKey, app);
    pollLater(app);
    return app;
  }

  function pollLater(app: App): void {
    plan.at(clock.nowMs() + pollMs, () => void poll(app).then(() => pollLater(app)));
  }

  async function poll(app: App): Promise<void> {
    const read = await readDescriptor(world, app.descriptorUrl, app.addonKey);
    app.polledAtMs = clock.nowMs();
    if (read.kind === "refused") app.problem = read.message;
    else if (read.descriptor.key !== app.addonKey)
      app.problem = `The descriptor at ${app.descriptorUrl} is now that of ${read.descriptor.key}.`;
    else publish(app, read.descriptor);
  }

  function publish(app: App, descriptor: Descriptor): void {
    app.problem = null;
    const next = nextRelease(newestOf(app), descriptor, clock.nowMs());
    if (next) app.releases.push(next);
    if (app.releases.length > MOST_RELEASES) app.releases.shift();
    releases.start(app);
  }

  return {
    async watch(descriptorUrl) {
      const app = await list(descriptorUrl);
      return "kind" in app
        ? app
        : { kind: "watched", addonKey: app.addonKey, release: newestOf(app).release };
    },
    async install(descriptorUrl, tenants, ratePerSecond) {
      if (!(ratePerSecond > 0))
        return refused("The rate of installation must be above 0 a second.");
      if (tenants.length === 0) return refused("There is no tenant to install it on.");
      const app = await list(descriptorUrl);
      if ("kind" in app) return app;
      const { release } = newestOf(app);
      const outcome = await installStorm(clock, tenants, ratePerSecond, (tenant) =>
        releases.install(app, tenant),
      );
      return { kind: "installed", addonKey: app.addonKey, release, ...outcome };
    },
    async poll() {
      await Promise.all([...apps.values()].map(poll));
    },
    apps: () => [...apps.values()].map((app) => appStatus(app, world.tenants)),
    async approve(clientKey, addonKey) {
      const app = apps.get(addonKey);
      const tenant = world.tenants.byClientKey(clientKey);
      if (!app) return { kind: "unknown", what: "add-on" };
      if (!tenant) return { kind: "unknown", what: "tenant" };
      const waits = tenant.installations.get(addonKey)?.pendingRelease ?? null;
      if (waits === null) return { kind: "nothing-pending" };
      const { release } = newestOf(app);
      return { kind: "approved", release, accepted: await releases.install(app, tenant) };
    },
    approveShare(addonKey, share, withinMs) {
      const app = apps.get(addonKey);
      if (app) releases.approveBy(app, { share, withinMs });
      return app !== undefined;
    },
    marketplaceRoutes: marketplace(world, () => [...apps.values()], settings.marketplace),
    close: plan.close,
  };
}
