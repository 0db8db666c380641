import {
  fillVariables,
  frameTemplate,
  type PageModule,
  siteVariables,
  withQuery,
} from "../../core/host/index.ts";
import type { Person } from "../tenants/index.ts";
import type { Installation, Tenant } from "../world/index.ts";
import { pageToken } from "./frame-tokens.ts";
import { pageModules } from "./page-modules.ts";
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
 * The address of a frame, as the host builds it, with a token over all of it; of a cacheable page, as
 * its add-on declares it.
 */
export function frameAddress(
  { tenant, viewing, person, nowMs }: Looking,
  installation: Installation,
  { url, addonKey, moduleKey, isCacheable }: PageModule,
): string {
  const { descriptor } = installation;
  if (isCacheable) return absolute(url, descriptor.baseUrl);
  const isActive = descriptor.enableLicensing && isLicensed(tenant);
  const filled = fillVariables(frameTemplate(url, addonKey, moduleKey), {
    ...variablesOf(viewing, person.accountId),
    ...siteVariables(tenant.baseUrl, isActive),
  });
  const address = absolute(filled, descriptor.baseUrl);
  return descriptor.authentication === "none"
    ? address
    : withQuery(
        address,
        `jwt=${pageToken(tenant, installation, person.accountId, address, nowMs)}`,
      );
}

function absolute(url: string, baseUrl: string): string {
  if (/^https?:\/\//i.test(url)) return url;
  return `${baseUrl}${url.startsWith("/") ? "" : "/"}${url}`;
}
