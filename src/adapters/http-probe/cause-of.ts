import type { ConnectionCause, ObserverCause } from "../../monitoring/index.ts";

export type ErrorCause =
  | { readonly kind: "offline"; readonly cause: ObserverCause }
  | { readonly kind: "unreachable"; readonly cause: ConnectionCause };

/**
 * What an error of Node's network says, by its code. Those that only the machine that asks can
 * cause are `offline`; ENOTFOUND and EHOSTUNREACH may come from either side.
 */
export function causeOf({ code = "" }: NodeJS.ErrnoException): ErrorCause {
  const ofObserver = offline[code];
  if (ofObserver !== undefined) return { kind: "offline", cause: ofObserver };
  return { kind: "unreachable", cause: unreachable[code] ?? byPattern(code) };
}

const offline: Readonly<Record<string, ObserverCause>> = {
  ENETUNREACH: "offline",
  ENETDOWN: "offline",
  EADDRNOTAVAIL: "exhausted",
  // A packet filter of the machine's own.
  EACCES: "offline",
  EPERM: "offline",
  EAI_AGAIN: "name-service",
  EAI_FAIL: "name-service",
  EAI_SYSTEM: "name-service",
  EAI_MEMORY: "exhausted",
  EMFILE: "exhausted",
  ENFILE: "exhausted",
  ENOBUFS: "exhausted",
  ENOMEM: "exhausted",
  EAGAIN: "exhausted",
};

const unreachable: Readonly<Record<string, ConnectionCause>> = {
  ENOTFOUND: "dns",
  EHOSTUNREACH: "route",
  EHOSTDOWN: "route",
  ECONNREFUSED: "refused",
  ERR_INVALID_URL: "address",
  ERR_INVALID_PROTOCOL: "address",
  ERR_UNESCAPED_CHARACTERS: "address",
};

function byPattern(code: string): ConnectionCause {
  if (/^EPROTO$|^ERR_SSL/.test(code)) return "tls";
  const isCertificate = /CERT|CRL|LEAF_SIGNATURE|INVALID_(CA|PURPOSE)|PATH_LENGTH|HOSTNAME/;
  return isCertificate.test(code) ? "certificate" : "broken";
}
