import type { HostEvent } from "../host-event.ts";

/** The JSON that a webhook carries. Source: "Webhooks", for Jira and for Confluence. */
export function envelope(
  { tenant, type, atMs, accountId, payload }: HostEvent,
  matchedWebhookIds: readonly number[] | null,
): string {
  const about =
    tenant.product === "jira"
      ? { timestamp: atMs, webhookEvent: type }
      : { timestamp: atMs, event: type, userAccountId: accountId, accountType: "customer" };
  return JSON.stringify({
    ...about,
    ...payload,
    ...(matchedWebhookIds === null ? {} : { matchedWebhookIds }),
  });
}
