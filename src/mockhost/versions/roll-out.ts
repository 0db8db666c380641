import type { Lifecycle } from "../lifecycle/index.ts";
import type { Agenda, Tenant, World } from "../world/index.ts";
import { type App, newestOf } from "./app.ts";
import { type ApprovalPolicy, approvalDelayMs, rolloutDelayMs } from "./draws.ts";
import { nextStep } from "./next-step.ts";

/** Brings releases to the tenants, each at its own moment. */
export interface RollOut {
  /** Every tenant that is behind gets a moment at which it looks for the newest release. */
  start(app: App): void;
  /** The newest release, now, whoever decides it: the administrator, or the first installation. */
  install(app: App, tenant: Tenant): Promise<boolean>;
  /** From now on administrators approve by this policy, what waits already included. */
  approveBy(app: App, policy: ApprovalPolicy): void;
}

export function rollOut(
  world: World,
  lifecycle: Lifecycle,
  plan: Agenda,
  rolloutMs: number,
): RollOut {
  const { seed, clock, tenants } = world;

  function start(app: App): void {
    const { addonKey } = app;
    const newest = newestOf(app);
    for (const tenant of tenants.all()) {
      const installation = tenant.installations.get(addonKey);
      if (!installation || app.due.has(tenant)) continue;
      if (installation.pendingRelease === newest.release) continue;
      if (nextStep(installation, newest) === "nothing") continue;
      later(app, tenant, rolloutDelayMs(seed, addonKey, newest.release, tenant, rolloutMs));
    }
  }

  function later(app: App, tenant: Tenant, delayMs: number): void {
    app.due.add(tenant);
    plan.at(clock.nowMs() + delayMs, () => {
      app.due.delete(tenant);
      void move(app, tenant);
    });
  }

  async function move(app: App, tenant: Tenant): Promise<void> {
    const installation = tenant.installations.get(app.addonKey);
    const step = installation ? nextStep(installation, newestOf(app)) : "nothing";
    if (!installation || step === "nothing") return;
    if (step === "upgrade") {
      // The lifecycle tries again by itself for a while; whoever is still behind then has another turn.
      if (!(await install(app, tenant)) && !app.due.has(tenant)) later(app, tenant, rolloutMs);
      return;
    }
    installation.pendingRelease = newestOf(app).release;
    awaitApproval(app, tenant, installation.pendingRelease);
  }

  function awaitApproval(app: App, tenant: Tenant, release: string): void {
    const { addonKey, approval } = app;
    const delayMs = approvalDelayMs(seed, addonKey, release, tenant, approval);
    if (delayMs === null) return;
    plan.at(clock.nowMs() + delayMs, () => {
      const installation = tenant.installations.get(addonKey);
      const stillWaits =
        installation?.state === "enabled" && installation.pendingRelease === release;
      if (stillWaits && app.approval === approval) void install(app, tenant);
    });
  }

  const install = (app: App, tenant: Tenant): Promise<boolean> => {
    const { descriptor, release } = newestOf(app);
    return lifecycle.install(tenant, descriptor, release);
  };

  return {
    start,
    install,
    approveBy(app, policy) {
      app.approval = policy;
      for (const tenant of tenants.all()) {
        const release = tenant.installations.get(app.addonKey)?.pendingRelease;
        if (release) awaitApproval(app, tenant, release);
      }
    },
  };
}
