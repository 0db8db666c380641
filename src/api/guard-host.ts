import type { MiddlewareHandler } from "hono";

/**
 * Refuses requests under a name that nobody gave this listener: a page elsewhere can point a name
 * of its own at this machine and would then read the answers (DNS rebinding). Addresses and
 * `localhost` are never such names; `names` are the others it may be asked by.
 */
export const guardHost =
  (names: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const host = hostOf(c.req.header("host"), c.req.url);
    if (isOurs(host, names)) return next();
    c.header("Cache-Control", "no-store");
    return c.text(
      `Nothing is served under the name ${host}. Ask by address, or give the name to --private.\n`,
      421,
    );
  };

/** Without port, in lower case; "" for none that can be read. */
function hostOf(header: string | undefined, url: string): string {
  const given = header ?? new URL(url).host;
  return URL.canParse(`http://${given}`) ? new URL(`http://${given}`).hostname : "";
}

const isOurs = (host: string, names: readonly string[]): boolean =>
  /^\[[0-9a-f:.]+\]$|^\d{1,3}(\.\d{1,3}){3}$/.test(host) ||
  host === "localhost" ||
  host.endsWith(".localhost") ||
  names.some((name) => name.toLowerCase() === host);
