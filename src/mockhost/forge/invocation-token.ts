import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { installKey, type JwtKey, signJwt } from "../../core/host/index.ts";
import { appAri, type ForgeInstallation, installationAri, siteAri } from "./forge-app.ts";

/** The key pair behind invocation tokens, with its public half as a JSON Web Key Set. */
export interface ForgeKeys {
  readonly key: JwtKey;
  readonly jwks: { readonly keys: readonly object[] };
}

export function forgeKeys(kid: string): ForgeKeys {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  return {
    key: installKey(privateKey, kid),
    jwks: { keys: [{ ...jwk, kid, alg: "RS256", use: "sig" }] },
  };
}

/** For whom and from where a remote is called. */
export interface Invocation {
  /** Account id of the person in front; null for events and schedules. */
  readonly principal: string | null;
  /** Front-end calls only: the module, and what its page is about. */
  readonly context: Readonly<Record<string, unknown>> | null;
}

const LIFETIME_S = 300;

/** The invocation token (FIT) of a call. Source: "Forge Remote invocation contract". */
export function invocationToken(
  installation: ForgeInstallation,
  { principal, context }: Invocation,
  key: JwtKey,
  apiBaseUrl: string,
  nowMs: number,
): string {
  const { app, tenant } = installation;
  const iat = Math.floor(nowMs / 1000);
  return signJwt(
    {
      iss: "forge/invocation-token",
      aud: appAri(app),
      iat,
      nbf: iat,
      exp: iat + LIFETIME_S,
      jti: `${installation.installationId}-${nowMs}`,
      app: {
        id: appAri(app),
        version: app.version,
        installationId: installationAri(installation),
        installation: {
          id: installationAri(installation),
          contexts: [{ name: siteAri(tenant), apiBaseUrl, cloudId: tenant.cloudId }],
        },
        apiBaseUrl,
        environment: app.environment,
      },
      ...(principal === null ? {} : { principal }),
      ...(context === null
        ? {}
        : { context: { cloudId: tenant.cloudId, siteUrl: tenant.baseUrl, ...context } }),
    },
    key,
  );
}
