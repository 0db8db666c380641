import { generateKeyPairSync } from "node:crypto";
import { installKey, type JwtKey } from "../../core/host/index.ts";
import type { HostRoute } from "../world/index.ts";

/** The key pair that signs installation callbacks; the public half is published as the host's key CDN does. */
export interface InstallKeys {
  readonly key: PrivateKey;
  readonly kid: string;
  /** `GET /keys/{kid}` answers the public key as PEM text. */
  readonly route: HostRoute;
  /** How often the public half was asked for. */
  readonly timesAsked: number;
}

type PrivateKey = Extract<JwtKey, { readonly alg: "RS256" }>;

/**
 * A fresh pair for each process: an add-on fetches the key by its id, so nothing depends on which.
 * It is made when it is first needed, because that takes a tenth of a second.
 */
export function installKeys(kid: string): InstallKeys {
  let made: Pair | null = null;
  const pair = (): Pair => (made ??= newPair(kid));
  let timesAsked = 0;
  return {
    get key() {
      return pair().key;
    },
    kid,
    get timesAsked() {
      return timesAsked;
    },
    route: ({ method, path }) => {
      if (!path.startsWith("/keys/")) return null;
      if (method !== "GET" || path !== `/keys/${kid}`) return { status: 404, body: "no such key" };
      timesAsked++;
      return {
        status: 200,
        headers: { "content-type": "text/plain", "cache-control": "public, max-age=3600" },
        body: pair().publicKey,
      };
    },
  };
}

interface Pair {
  readonly key: PrivateKey;
  /** PEM. */
  readonly publicKey: string;
}

function newPair(kid: string): Pair {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return { key: installKey(privateKey, kid), publicKey };
}
