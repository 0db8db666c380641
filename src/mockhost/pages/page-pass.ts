import { createHmac } from "node:crypto";
import { readJwt, sharedSecretKey, signJwt, verifyJwt } from "../../core/host/index.ts";
import { type ResolveBearer, scopesOf } from "../rest/index.ts";
import type { Tenant } from "../world/index.ts";

/**
 * Passes with which a page of the host calls its own REST interface on behalf of a frame
 * (`AP.request`): as the person in front, with the scopes of the add-on. Frames never see them.
 */
export interface PagePasses {
  issue(tenant: Tenant, addonKey: string, accountId: string, nowMs: number): string;
  readonly resolveBearer: ResolveBearer;
}

const ISSUER = "plimsoll-mockhost-page";
/** Longer than anybody leaves a page open at work. */
const LIFETIME_S = 12 * 3600;

export function pagePasses(seed: number): PagePasses {
  const key = sharedSecretKey(
    createHmac("sha256", `plimsoll-mockhost-${seed}`).update(ISSUER).digest("base64url"),
  );
  return {
    issue(tenant, addonKey, accountId, nowMs) {
      const iat = Math.floor(nowMs / 1000);
      const aud = [tenant.clientKey, addonKey];
      return signJwt({ iss: ISSUER, sub: accountId, aud, iat, exp: iat + LIFETIME_S }, key);
    },
    resolveBearer(token, tenant, nowMs) {
      const read = readJwt(token);
      if (read.kind === "refused") return null;
      const expected = { iss: ISSUER, aud: tenant.clientKey, nowMs };
      const verified = verifyJwt(read, key, expected);
      if (verified.kind === "refused") return null;
      const { aud, sub = null } = verified.claims;
      const installation = tenant.installations.get(String(aud?.[1]));
      return installation?.state === "enabled"
        ? { addonKey: installation.addonKey, accountId: sub, scopes: scopesOf(installation) }
        : null;
    },
  };
}
