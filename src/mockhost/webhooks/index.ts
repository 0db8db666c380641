export type { WebhookCounters } from "./counters.ts";
export {
  type WebhookSettings,
  type Webhooks,
  webhooks,
} from "./webhooks.ts";
