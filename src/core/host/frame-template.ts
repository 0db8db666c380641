import { CONNECT_VERSION } from "./connect-version.ts";

/**
 * The address of a module's frame as the host builds it, before anything is filled in and without
 * its token: the module's own, then who frames it, the licence and the version of the bridge.
 * `{site.origin}`, `{site.contextPath}` and `{site.licence}` ("active" or "none") are the site's.
 * Source: "Context parameters" and addresses read off real sites.
 */
export function frameTemplate(url: string, addonKey: string, moduleKey: string): string {
  const channel = encodeURIComponent(`channel-${frameName(addonKey, moduleKey)}`);
  const parameters = [
    "xdm_e={site.origin}",
    `xdm_c=${channel}`,
    "cp={site.contextPath}",
    `xdm_deprecated_addon_key_do_not_use=${encodeURIComponent(addonKey)}`,
    "lic={site.licence}",
    `cv=${CONNECT_VERSION}`,
  ];
  return withQuery(url, parameters.join("&"));
}

/** Names a frame among all of its kind: what the bridge calls its channel. */
export const frameName = (addonKey: string, moduleKey: string): string =>
  `${addonKey}__${moduleKey}`;

/** What the host says of a site in the addresses of frames: the values of `{site.…}`. */
export function siteVariables(
  baseUrl: string,
  isLicensed: boolean,
): Readonly<Record<"site.origin" | "site.contextPath" | "site.licence", string>> {
  const { origin, pathname } = new URL(baseUrl);
  return {
    "site.origin": origin,
    "site.contextPath": pathname === "/" ? "" : pathname,
    "site.licence": isLicensed ? "active" : "none",
  };
}

/** Adds to the query of an address, before the fragment if there is one. */
export function withQuery(url: string, query: string): string {
  const at = url.indexOf("#");
  const [address, fragment] = at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at)];
  const joint = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  return `${address}${joint}${query}${fragment}`;
}
