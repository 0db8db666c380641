import type { Target } from "../model/index.ts";

export type TargetReading =
  | { readonly kind: "target"; readonly target: Target }
  /** It is no address that can be loaded. */
  | { readonly kind: "problem"; readonly message: string; readonly hint: string }
  /** It is one, but nobody said that it may be. */
  | { readonly kind: "refused"; readonly host: string };

/** Reads the address of what is to be loaded; one that is not this machine must be named as allowed. */
export function readTarget(
  text: string,
  { allowedHosts, mayBeUntrusted }: { allowedHosts: readonly string[]; mayBeUntrusted: boolean },
): TargetReading {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || /^\w+:\/\/\//.test(text))
    return problem(
      `${JSON.stringify(text.slice(0, 200))} is not an http or https address.`,
      "Write it in full: http://127.0.0.1:8080/path",
    );
  if (url.username !== "" || url.password !== "")
    return problem(
      "The address holds a password.",
      "Give it as a header, in a file: --header @FILE with a line `authorization: …`.",
    );
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const allowed = allowedHosts.map((name) => name.toLowerCase().replace(/^\[|\]$/g, ""));
  if (!isThisMachine(host) && !allowed.includes(host)) return { kind: "refused", host };
  const isTls = url.protocol === "https:";
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  url.hash = "";
  const path = `${url.pathname}${url.search}`;
  return { kind: "target", target: { url: url.href, isTls, host, port, path, mayBeUntrusted } };
}

/** Whether a name or address, without brackets, can only be this machine. */
export const isThisMachine = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

const problem = (message: string, hint: string): TargetReading => ({
  kind: "problem",
  message,
  hint,
});
