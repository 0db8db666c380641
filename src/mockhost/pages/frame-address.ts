import { CONNECT_VERSION } from "../lifecycle/index.ts";
import type { Installation, Tenant } from "../tenant.ts";
import type { Person } from "../tenants/index.ts";
import { fillVariables } from "./fill-variables.ts";
import { pageToken } from "./frame-tokens.ts";
import { type PageModule, pageModules } from "./page-module.ts";
import { isLicensed, type Viewing, variablesOf } from "./viewing.ts";

/** Who looks at what, where and when. */
export interface Looking {
  readonly tenant: Tenant;
  readonly viewing: Viewing;
  readonly person: Person;
  readonly nowMs: number;
}

export type FoundModule =
  | { readonly kind: "found"; readonly installation: Installation; readonly module: PageModule }
  | FrameRefusal;

/** Why there is no frame: in a sentence for people. */
export interface FrameRefusal {
  readonly kind: "refused";
  readonly sentence: string;
}

export function findModule(tenant: Tenant, addonKey: string, moduleKey: string): FoundModule {
  const installation = tenant.installations.get(addonKey);
  if (!installation || installation.state === "uninstalled")
    return refused(`${addonKey} is not installed on this site.`);
  if (installation.state !== "enabled")
    return refused(`${installation.descriptor.name} is not enabled on this site.`);
  const module = pageModules(installation, tenant.product).find((m) => m.moduleKey === moduleKey);
  return module
    ? { kind: "found", installation, module }
    : refused(`${installation.descriptor.name} has no page with the key ${moduleKey}.`);
}

const refused = (sentence: string): FrameRefusal => ({ kind: "refused", sentence });

/**
 * The address of a frame, as the host builds it: the module's own, filled in, then who frames it,
 * the licence and the version of the bridge, then a token over all of that.
 * Source: "Context parameters" and addresses read off real sites.
 */
export function frameAddress(
  { tenant, viewing, person, nowMs }: Looking,
  installation: Installation,
  module: PageModule,
): string {
  const { descriptor } = installation;
  const filled = fillVariables(module.url, variablesOf(viewing, person.accountId));
  const url = withQuery(
    absolute(filled, descriptor.baseUrl),
    hostParameters(tenant, installation, module),
  );
  return descriptor.authentication === "none"
    ? url
    : withQuery(url, { jwt: pageToken(tenant, installation, person.accountId, url, nowMs) });
}

/** Names the frame among all of its kind: what the bridge calls its channel. */
export const uniqueKey = ({ addonKey, moduleKey }: PageModule): string =>
  `${addonKey}__${moduleKey}`;

function hostParameters(tenant: Tenant, { descriptor }: Installation, module: PageModule) {
  const { origin, pathname } = new URL(tenant.baseUrl);
  return {
    xdm_e: origin,
    xdm_c: `channel-${uniqueKey(module)}`,
    cp: pathname === "/" ? "" : pathname,
    xdm_deprecated_addon_key_do_not_use: descriptor.key,
    lic: descriptor.enableLicensing && isLicensed(tenant) ? "active" : "none",
    cv: CONNECT_VERSION,
  };
}

function absolute(url: string, baseUrl: string): string {
  if (/^https?:\/\//i.test(url)) return url;
  return `${baseUrl}${url.startsWith("/") ? "" : "/"}${url}`;
}

/** Before the fragment, if there is one. */
function withQuery(url: string, parameters: Readonly<Record<string, string>>): string {
  const at = url.indexOf("#");
  const [address, fragment] = at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at)];
  const query = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const joint = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  return `${address}${joint}${query}${fragment}`;
}
