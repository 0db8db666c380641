import { CONTEXT_QSH, type JwtClaims, qsh, signJwt } from "../../core/host/index.ts";
import { sharedKey } from "../tenants/index.ts";
import type { Installation, Tenant } from "../world/index.ts";

/** The address of a frame is good for this long; the host makes a new one before it ends. */
const PAGE_TOKEN_S = 180;
/** A context token is good for this long. Both were read off real tokens. */
const CONTEXT_TOKEN_S = 900;

/** The token in the address of a frame, bound to that address. */
export function pageToken(
  tenant: Tenant,
  { descriptor }: Installation,
  accountId: string,
  url: string,
  nowMs: number,
): string {
  const claims = { qsh: qsh("GET", url, descriptor.baseUrl), context: {} };
  return sign(tenant, accountId, nowMs, PAGE_TOKEN_S, claims);
}

/**
 * What `AP.context.getToken` answers: says who looks at what, for any call of the page to its add-on.
 * Add-ons that have not opted in to `context-qsh` get it without that claim.
 */
export function contextToken(
  tenant: Tenant,
  { descriptor }: Installation,
  accountId: string,
  context: Readonly<Record<string, unknown>>,
  nowMs: number,
): string {
  const hash = descriptor.apiMigrations["context-qsh"] === true ? { qsh: CONTEXT_QSH } : {};
  return sign(tenant, accountId, nowMs, CONTEXT_TOKEN_S, { ...hash, context });
}

function sign(
  tenant: Tenant,
  accountId: string,
  nowMs: number,
  lifetimeS: number,
  claims: Partial<JwtClaims>,
): string {
  const iat = Math.floor(nowMs / 1000);
  return signJwt(
    { sub: accountId, iss: tenant.clientKey, ...claims, iat, exp: iat + lifetimeS },
    sharedKey(tenant),
  );
}
