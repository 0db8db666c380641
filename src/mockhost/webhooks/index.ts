export type { WebhookCounters } from "./counters.ts";
export {
  type WebhookLoad,
  type WebhookParts,
  type WebhookSettings,
  type Webhooks,
  webhooks,
} from "./webhooks.ts";
