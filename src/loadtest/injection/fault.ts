import type { Party } from "../model/index.ts";

/** Why a request has no whole answer; the words are those of the result's `errors`. */
export const faults = {
  "timed-out": "system",
  "no-free-connection": "system",
  refused: "system",
  reset: "network",
  "closed-without-answer": "system",
  "kept-connection-closed": "network",
  "cut-short": "system",
  "bad-status-line": "system",
  "bad-header": "system",
  "headers-too-large": "system",
  "bad-length": "system",
  "bad-chunk": "system",
  "body-too-large": "system",
  "unasked-upgrade": "system",
  tls: "system",
  name: "network",
  unreachable: "network",
  network: "network",
  "out-of-ports": "injector",
  "out-of-files": "injector",
} as const satisfies Record<string, Party>;

export type Fault = keyof typeof faults;

/** Codes of the operating system and of TLS, as Node names them. */
const codes: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ECONNABORTED: "reset",
  ETIMEDOUT: "timed-out",
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "out-of-ports",
  EMFILE: "out-of-files",
  ENFILE: "out-of-files",
  EPROTO: "tls",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  HOSTNAME_MISMATCH: "tls",
};

export function faultOfCode(code: string): Fault {
  if (Object.hasOwn(codes, code)) return codes[code]!;
  return /^(ERR_TLS|ERR_SSL|CERT|UNABLE_TO)_/.test(code) ? "tls" : "network";
}
