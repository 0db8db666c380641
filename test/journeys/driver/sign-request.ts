import { CONTEXT_QSH, type JwtKey, qsh, signJwt } from "../../../src/core/host/index.ts";
import type { Site } from "./sites.ts";

export interface SignedRequest {
  readonly url: string;
  readonly init: RequestInit;
}

interface Call {
  readonly method: "GET" | "POST" | "PUT";
  /** Path and query below the add-on's address. */
  readonly path: string;
  readonly body?: object;
}

/** Jira's tokens last a quarter of an hour. */
const LIFETIME_S = 900;

/** Signs calls as a site does; `nowMs` is when the token is made. */
export function signer(addonUrl: string, nowMs: () => number) {
  const token = (
    site: Site,
    key: JwtKey,
    claims: { qsh: string; sub?: string; aud?: string[] },
  ) => {
    const iat = Math.floor(nowMs() / 1000);
    return signJwt({ iss: site.clientKey, iat, exp: iat + LIFETIME_S, ...claims }, key);
  };
  const withHeader = ({ method, path, body }: Call, jwt: string): SignedRequest => ({
    url: addonUrl + path,
    init: {
      method,
      headers: { authorization: `JWT ${jwt}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    },
  });
  return {
    /** `installed` and `uninstalled`: signed by the host itself, for this add-on only. */
    install: (site: Site, key: JwtKey, call: Call): SignedRequest =>
      withHeader(call, token(site, key, { aud: [addonUrl], qsh: qsh(call.method, call.path) })),
    /** Webhooks and the other lifecycle events. */
    webhook: (site: Site, call: Call): SignedRequest =>
      withHeader(call, token(site, site.secretKey, { qsh: qsh(call.method, call.path) })),
    /** A page in a frame: the token is in the address. */
    page(site: Site, path: string, sub: string): SignedRequest {
      const jwt = token(site, site.secretKey, { qsh: qsh("GET", path), sub });
      return { url: `${addonUrl}${path}&jwt=${jwt}`, init: { method: "GET" } };
    },
    /** A call from within a page, with the token that the host's bridge gives it. */
    session: (site: Site, call: Call, sub: string): SignedRequest =>
      withHeader(call, token(site, site.secretKey, { qsh: CONTEXT_QSH, sub })),
  };
}

export type Signer = ReturnType<typeof signer>;
