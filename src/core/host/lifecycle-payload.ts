import { CONNECT_VERSION } from "./connect-version.ts";
import type { HostProduct } from "./page-module.ts";

/** What the host tells of a site in every lifecycle callback. Source: "App descriptor, lifecycle". */
interface LifecycleSite {
  readonly addonKey: string;
  readonly clientKey: string;
  readonly baseUrl: string;
  readonly product: HostProduct;
}

/** The fields that all lifecycle callbacks have in common. */
export const lifecyclePayload = (
  event: string,
  { addonKey, clientKey, baseUrl, product }: LifecycleSite,
) => ({
  key: addonKey,
  clientKey,
  publicKey: "",
  serverVersion: "100255",
  pluginsVersion: CONNECT_VERSION,
  baseUrl,
  displayUrl: baseUrl,
  productType: product,
  description: `Atlassian ${product === "jira" ? "JIRA" : "Confluence"} at ${baseUrl}`,
  eventType: event,
});
