import type { Tenant } from "./tenant.ts";
import { uuidOf } from "./uuid-of.ts";

/** By which names the host knows what a tenant has bought of an add-on: in callbacks as in reports. */
export interface Entitlement {
  /** The older "support entitlement number". */
  readonly sen: string;
  readonly id: string;
  readonly number: string;
}

export function entitlementOf(tenant: Tenant, addonKey: string): Entitlement {
  const id = uuidOf(`entitlement/${tenant.clientKey}/${addonKey}`);
  const groups = id.replaceAll("-", "").toUpperCase();
  // Tenants of one add-on never share a number: there are at most ten thousand.
  const series = 1_000 + (Number.parseInt(uuidOf(addonKey).slice(0, 8), 16) % 9_000);
  return {
    sen: `SEN-${series * 10_000 + tenant.index}`,
    id,
    number: `E-${groups.slice(0, 3)}-${groups.slice(3, 6)}-${groups.slice(6, 9)}-${groups.slice(9, 12)}`,
  };
}
