import {
  type Descriptor,
  type JwtKey,
  lifecyclePayload,
  qsh,
  signJwt,
} from "../../core/host/index.ts";
import { sharedKey } from "../tenants/index.ts";
import {
  entitlementOf,
  type Installation,
  type OutboundCall,
  type Tenant,
} from "../world/index.ts";

export type LifecycleEvent = "installed" | "enabled" | "disabled" | "uninstalled";

/** The host gives a callback this long; the documentation names no number. */
const TIMEOUT_MS = 10_000;
const TOKEN_S = 180;

/**
 * The call by which the host tells an add-on of its life on a tenant; null where the descriptor
 * declares none. `installed` and `uninstalled` are signed RS256 with the host's own key, the others
 * HS256 with the tenant's secret. Source: "Signed install" and "App descriptor, lifecycle".
 */
export function lifecycleCall(
  event: LifecycleEvent,
  tenant: Tenant,
  installation: Installation,
  key: JwtKey,
  nowMs: number,
): OutboundCall | null {
  const { descriptor } = installation;
  const path = descriptor.lifecycle[event];
  if (path === undefined) return null;
  const query = new URLSearchParams({ user_key: "", user_id: "" });
  const url = `${descriptor.baseUrl}${path.startsWith("/") ? "" : "/"}${path}${path.includes("?") ? "&" : "?"}${query}`;
  const iat = Math.floor(nowMs / 1000);
  const isSigned = event === "installed" || event === "uninstalled";
  const claims = {
    iss: tenant.clientKey,
    iat,
    exp: iat + TOKEN_S,
    qsh: qsh("POST", url, descriptor.baseUrl),
    ...(isSigned ? { aud: [descriptor.baseUrl] } : {}),
  };
  return {
    method: "POST",
    url,
    headers: {
      "content-type": "application/json; charset=utf-8",
      authorization: `JWT ${signJwt(claims, isSigned ? key : sharedKey(tenant))}`,
      "user-agent": "Atlassian HttpClient (plimsoll mock host)",
    },
    body: JSON.stringify(payloadOf(event, tenant, installation, descriptor)),
    timeoutMs: TIMEOUT_MS,
  };
}

function payloadOf(
  event: LifecycleEvent,
  tenant: Tenant,
  { oauthClientId }: Installation,
  { key, enableLicensing }: Descriptor,
) {
  const { sharedSecret, licence } = tenant;
  const bought = entitlementOf(tenant, key);
  return {
    ...lifecyclePayload(event, { addonKey: key, ...tenant }),
    ...(event === "installed" ? { sharedSecret, oauthClientId } : {}),
    ...(enableLicensing && licence !== "unlicensed"
      ? {
          serviceEntitlementNumber: bought.sen,
          entitlementId: bought.id,
          entitlementNumber: bought.number,
        }
      : {}),
  };
}
