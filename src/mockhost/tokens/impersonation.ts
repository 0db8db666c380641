import { createHash } from "node:crypto";
import { readJwt, verifyJwt } from "../../core/host/index.ts";
import { type ResolveBearer, scopesOf } from "../rest/index.ts";
import { sharedKey } from "../tenants/index.ts";
import {
  type Caller,
  type HostRoute,
  type Installation,
  json,
  type Tenant,
  type World,
} from "../world/index.ts";

/** The authorisation server by which an add-on with ACT_AS_USER acts for a person. */
export interface Impersonation {
  /** `POST /oauth2/token` with a JWT bearer assertion. */
  readonly route: HostRoute;
  readonly resolveBearer: ResolveBearer;
}

const LIFETIME_S = 900;
const CLIENT = "urn:atlassian:connect:clientid:";
const PERSON = "urn:atlassian:connect:useraccountid:";

/** Source: atlassian-oauth2 and "OAuth 2.0 bearer tokens" of the Connect documentation. */
export function impersonation(world: World): Impersonation {
  const tokens = new Map<
    string,
    { readonly caller: Caller; readonly tenant: Tenant; readonly untilMs: number }
  >();

  function grant(form: URLSearchParams, nowMs: number) {
    if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer")
      return refuse("unsupported_grant_type", "The grant type must be a JWT bearer assertion.");
    const read = readJwt(form.get("assertion") ?? "");
    if (read.kind === "refused") return refuse("invalid_grant", read.message);
    const found = findClient(world, String(read.claims.iss ?? ""), String(read.claims.tnt ?? ""));
    if (!found)
      return refuse("invalid_client", "No installation has this client id at that address.");
    const verified = verifyJwt(read, sharedKey(found.tenant), { nowMs });
    if (verified.kind === "refused") return refuse("invalid_grant", verified.message);
    const granted = scopesOf(found.installation);
    if (!granted.has("ACT_AS_USER"))
      return refuse("unauthorized_client", "The add-on does not have the scope ACT_AS_USER.");
    const asked = (form.get("scope") ?? "").split(" ").filter(Boolean);
    const scopes = new Set(
      asked.length > 0 ? asked.filter((scope) => granted.has(scope)) : granted,
    );
    const accountId = String(read.claims.sub ?? "").replace(PERSON, "");
    const token = createHash("sha256")
      .update(`${world.seed}/${form.get("assertion")}/${nowMs}`)
      .digest("base64url");
    tokens.set(token, {
      tenant: found.tenant,
      untilMs: nowMs + LIFETIME_S * 1000,
      caller: { addonKey: found.installation.addonKey, accountId, scopes },
    });
    return json(200, { access_token: token, token_type: "Bearer", expires_in: LIFETIME_S });
  }

  return {
    route: ({ method, path, body }, nowMs) =>
      path === "/oauth2/token" && method === "POST"
        ? grant(new URLSearchParams(Buffer.from(body).toString("utf8")), nowMs)
        : null,
    resolveBearer(token, tenant, nowMs) {
      const known = tokens.get(token);
      if (!known) return null;
      if (known.untilMs <= nowMs) tokens.delete(token);
      return known.tenant === tenant && known.untilMs > nowMs ? known.caller : null;
    },
  };
}

const refuse = (error: string, error_description: string) =>
  json(400, { error, error_description });

function findClient(
  world: World,
  iss: string,
  tnt: string,
): { tenant: Tenant; installation: Installation } | null {
  if (!iss.startsWith(CLIENT)) return null;
  for (const tenant of world.tenants.all()) {
    if (tenant.baseUrl !== tnt) continue;
    for (const installation of tenant.installations.values())
      if (CLIENT + installation.oauthClientId === iss && installation.state !== "uninstalled")
        return { tenant, installation };
  }
  return null;
}
