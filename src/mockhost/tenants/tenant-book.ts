import type { Tenant, WritableTenantBook } from "../world/index.ts";

/** A site that still has its first name is found by the number at the end of it: "acme-17". */
function numbered(tenants: readonly Tenant[], name: string): Tenant | undefined {
  const tenant = tenants[Number(name.slice(name.lastIndexOf("-") + 1)) - 1];
  return tenant?.name === name ? tenant : undefined;
}

/** Finds sites by each name they go by. */
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
