import { type JwtKey, sharedSecretKey } from "../../core/host/index.ts";
import type { Tenant } from "../world/index.ts";

/** The key with which a tenant and its add-ons sign: made on first use, and again for each new secret. */
export function sharedKey(tenant: Tenant): JwtKey {
  const { sharedSecret, signing } = tenant;
  if (signing?.secret === sharedSecret) return signing.key;
  const key = sharedSecretKey(sharedSecret);
  tenant.signing = { secret: sharedSecret, key };
  return key;
}
