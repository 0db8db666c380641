import type { Tenant } from "../tenant.ts";
import type { TenantBook } from "../world.ts";

/** Finds sites by each name they go by. A renamed site answers to its new name only. */
export interface WritableTenantBook extends TenantBook {
  rename(tenant: Tenant, name: string, baseUrl: string): void;
}

/** A site that still has its first name is found by the number at the end of it: "acme-17". */
function numbered(tenants: readonly Tenant[], name: string): Tenant | undefined {
  const tenant = tenants[Number(name.slice(name.lastIndexOf("-") + 1)) - 1];
  return tenant?.name === name ? tenant : undefined;
}

export function tenantBook(tenants: readonly Tenant[]): WritableTenantBook {
  const byKey = new Map(tenants.map((tenant) => [tenant.clientKey, tenant]));
  const renamed = new Map<string, Tenant>();
  return {
    size: tenants.length,
    all: () => tenants,
    byClientKey: (clientKey) => byKey.get(clientKey),
    byName: (name) => numbered(tenants, name) ?? renamed.get(name),
    rename(tenant, name, baseUrl) {
      renamed.delete(tenant.name);
      renamed.set(name, tenant);
      tenant.name = name;
      tenant.baseUrl = baseUrl;
    },
  };
}
