import type { Tenant, TenantBook } from "../world/index.ts";
import type { ApprovalPolicy } from "./draws.ts";
import type { Release } from "./release.ts";

/** An add-on whose descriptor the host polls. */
export interface App {
  readonly addonKey: string;
  descriptorUrl: string;
  /** Oldest first; never empty. */
  readonly releases: Release[];
  polledAtMs: number;
  /** Why the latest poll came to nothing; null: it went well. */
  problem: string | null;
  approval: ApprovalPolicy;
  /** Tenants that have a moment at which they look for a newer release. */
  readonly due: Set<Tenant>;
}

/** An add-on as the inspector shows it. */
export interface AppStatus {
  readonly addonKey: string;
  readonly name: string;
  readonly descriptorUrl: string;
  readonly polledAtMs: number;
  readonly problem: string | null;
  readonly releases: readonly Release[];
  readonly approval: ApprovalPolicy;
  /** How many tenants have it, by release. */
  readonly tenantsByRelease: Readonly<Record<string, number>>;
  /** How many of them wait for their administrator. */
  readonly pendingTenants: number;
}

export const newestOf = ({ releases }: App): Release => releases.at(-1)!;

export function appStatus(app: App, tenants: TenantBook): AppStatus {
  const tenantsByRelease: Record<string, number> = {};
  let pendingTenants = 0;
  for (const tenant of tenants.all()) {
    const installation = tenant.installations.get(app.addonKey);
    if (installation?.state !== "enabled" && installation?.state !== "disabled") continue;
    const { release, pendingRelease } = installation;
    tenantsByRelease[release] = (tenantsByRelease[release] ?? 0) + 1;
    if (pendingRelease !== null) pendingTenants++;
  }
  return {
    addonKey: app.addonKey,
    name: newestOf(app).descriptor.name,
    descriptorUrl: app.descriptorUrl,
    polledAtMs: app.polledAtMs,
    problem: app.problem,
    releases: [...app.releases],
    approval: app.approval,
    tenantsByRelease,
    pendingTenants,
  };
}
