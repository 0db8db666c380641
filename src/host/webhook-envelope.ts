import type { HostProduct } from "./page-module.ts";

/** What a webhook carries around its payload. Source: "Webhooks", for Jira and for Confluence. */
export const webhookEnvelope = <Time>(
  product: HostProduct,
  event: string,
  at: { readonly time: Time; readonly accountId: string | null },
) =>
  product === "jira"
    ? { timestamp: at.time, webhookEvent: event }
    : { timestamp: at.time, event, userAccountId: at.accountId, accountType: "customer" };
