import { webhookEnvelope } from "../../core/host/index.ts";
import type { HostEvent } from "../world/index.ts";

/** The JSON that a webhook carries. */
export function envelope(
  { tenant, type, atMs, accountId, payload }: HostEvent,
  matchedWebhookIds: readonly number[] | null,
): string {
  return JSON.stringify({
    ...webhookEnvelope(tenant.product, type, { time: atMs, accountId }),
    ...payload,
    ...(matchedWebhookIds === null ? {} : { matchedWebhookIds }),
  });
}
