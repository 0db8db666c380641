import { effectiveScopes, type JwtClaims, qsh, readJwt, verifyJwt } from "../../core/host/index.ts";
import { sharedKey } from "../tenants/index.ts";
import {
  type Caller,
  type HostRequest,
  type Installation,
  memoized,
  type Tenant,
} from "../world/index.ts";
import type { Operation } from "./operation.ts";

export type Authorised =
  | { readonly kind: "allowed"; readonly caller: Caller; readonly claims: JwtClaims | null }
  | {
      readonly kind: "refused";
      readonly status: 401 | 403;
      /** For the add-on, as the host says it. */
      readonly message: string;
      /** For the inspector: what really was wrong. */
      readonly reason: string;
      readonly claims: Readonly<Record<string, unknown>> | null;
    };

/** Resolves a bearer token (impersonation, Forge) to its caller; null when it is none of ours. */
export type ResolveBearer = (token: string, tenant: Tenant, nowMs: number) => Caller | null;

const scopeSets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Who calls, and whether the installation on this tenant lets it: token first, scope of the operation second. */
export function authorise(
  request: HostRequest,
  tenant: Tenant,
  operation: Operation,
  resolveBearer: ResolveBearer,
  nowMs: number,
): Authorised {
  const known = identify(request, tenant, resolveBearer, nowMs);
  if (known.kind === "refused") return known;
  if (operation.scope === "NONE" || known.caller.scopes.has(operation.scope)) return known;
  const message =
    operation.scope === "INACCESSIBLE"
      ? "This resource is not accessible to Connect apps."
      : "The app is not authorised to use this resource.";
  return {
    kind: "refused",
    status: 403,
    message,
    reason: `${operation.operation} needs scope ${operation.scope}; the installed release has ${[...known.caller.scopes].join(", ") || "none"}.`,
    claims: known.claims,
  };
}

function identify(
  request: HostRequest,
  tenant: Tenant,
  resolveBearer: ResolveBearer,
  nowMs: number,
): Authorised {
  const header = request.headers.authorization ?? "";
  if (header.startsWith("Bearer ")) {
    const caller = resolveBearer(header.slice(7), tenant, nowMs);
    return caller
      ? { kind: "allowed", caller, claims: null }
      : unauthorised("The bearer token is unknown or expired.");
  }
  const token = header.startsWith("JWT ") ? header.slice(4) : tokenInQuery(request.query);
  return token === null
    ? unauthorised("The call carries no token.")
    : identifyJwt(token, request, tenant, nowMs);
}

function identifyJwt(
  token: string,
  request: HostRequest,
  tenant: Tenant,
  nowMs: number,
): Authorised {
  const read = readJwt(token);
  if (read.kind === "refused") return unauthorised(read.message);
  const installation = tenant.installations.get(String(read.claims.iss));
  if (!installation || installation.state === "uninstalled")
    return unauthorised(
      `No add-on with key ${String(read.claims.iss)} is installed here.`,
      read.claims,
    );
  const url = request.query === "" ? request.path : `${request.path}?${request.query}`;
  const verified = verifyJwt(read, sharedKey(tenant), {
    nowMs,
    qsh: hashOf[tenant.product](request.method, url),
  });
  if (verified.kind === "refused")
    return unauthorised(`${verified.message} [${verified.reason}]`, read.claims);
  return {
    kind: "allowed",
    caller: callerOf(installation, verified.claims),
    claims: verified.claims,
  };
}

/** By product. The host leaves "/wiki" out of the hash on Confluence, and nothing on Jira. */
const hashOf = {
  jira: memoized(20_000, (method, url) => qsh(method, url, "")),
  confluence: memoized(20_000, (method, url) => qsh(method, url, "/wiki")),
} as const;

const callerOf = (installation: Installation, claims: JwtClaims): Caller => ({
  addonKey: installation.addonKey,
  accountId: claims.sub ?? null,
  scopes: scopesOf(installation),
});

/** The scopes of an installed release with those that they imply. */
export function scopesOf({ descriptor }: Installation): ReadonlySet<string> {
  let scopes = scopeSets.get(descriptor.scopes);
  if (!scopes)
    scopeSets.set(descriptor.scopes, (scopes = new Set(effectiveScopes(descriptor.scopes))));
  return scopes;
}

function tokenInQuery(query: string): string | null {
  return query.includes("jwt=") ? new URLSearchParams(query).get("jwt") : null;
}

const unauthorised = (
  reason: string,
  claims: Readonly<Record<string, unknown>> | null = null,
): Authorised => ({
  kind: "refused",
  status: 401,
  message: "Client must be authenticated to access this resource.",
  reason,
  claims,
});
