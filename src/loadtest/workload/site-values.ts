import { type HostProduct, siteVariables } from "../../core/host/index.ts";
import type { LoadTenant } from "../model/index.ts";

/** What is known of a site under test. */
interface KnownSite {
  readonly clientKey: string;
  readonly sharedSecret: string;
  readonly baseUrl: string;
  readonly product: HostProduct;
  readonly isLicensed: boolean;
  /** Of the add-on's installation there; left out where it is not known. */
  readonly oauthClientId?: string;
}

/** What stands for things that nobody named on a site. */
const madeUp: Readonly<Record<HostProduct, Readonly<Record<string, string>>>> = {
  jira: {
    "project.id": "10000",
    "project.key": "TEST",
    "issue.id": "10001",
    "issue.key": "TEST-1",
    "issuetype.id": "10002",
  },
  confluence: {
    "space.id": "65537",
    "space.key": "TEST",
    "page.id": "98305",
    "page.type": "page",
    "page.title": "Test",
    "page.version": "1",
    "content.id": "98305",
    "content.type": "page",
    "content.version": "1",
    "macro.id": "macro-98305",
    "macro.hash": "macro-98305",
    "output.type": "display",
  },
};

/** Names that every site can fill; what is known of it better stands beside and wins. */
export function siteValues(
  site: KnownSite,
  known: LoadTenant["values"] = {},
): LoadTenant["values"] {
  const { clientKey, sharedSecret, baseUrl, product, isLicensed, oauthClientId = "" } = site;
  const own = {
    "tenant.clientKey": clientKey,
    "tenant.sharedSecret": sharedSecret,
    "tenant.baseUrl": baseUrl,
    "tenant.oauthClientId": oauthClientId,
    ...siteVariables(baseUrl, isLicensed),
    "user.accountId": "557058:00000000-0000-4000-8000-000000000001",
    ...madeUp[product],
  };
  return {
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, [value]])),
    ...known,
  };
}

/**
 * Whoever asks a service that no host knows: so many tenants with a number each, from 1, the first
 * being the largest. They have no secret that anybody could check.
 */
export const plainTenants = (count: number, baseUrl: string): readonly LoadTenant[] =>
  Array.from({ length: count }, (_, at) => {
    const clientKey = `tenant-${at + 1}`;
    const values = { "tenant.clientKey": [clientKey], "tenant.number": [String(at + 1)] };
    return { clientKey, sharedSecret: "", baseUrl, values };
  });

/** Names that such a tenant or the run itself can fill. */
export const plainNames: ReadonlySet<string> = new Set([
  "now",
  "session",
  "clientKey",
  "tenant.clientKey",
  "tenant.number",
]);

/** Names that a site or the run itself can fill. */
export const siteNames: ReadonlySet<string> = new Set([
  "now",
  "session",
  "clientKey",
  "baseUrl",
  ...(["jira", "confluence"] as const).flatMap((product) =>
    Object.keys(
      siteValues({
        clientKey: "",
        sharedSecret: "",
        baseUrl: "http://127.0.0.1",
        product,
        isLicensed: false,
      }),
    ),
  ),
]);
