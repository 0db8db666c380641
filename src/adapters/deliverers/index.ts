import type { Deliverers } from "../../effects/index.ts";
import { type MailSettings, mailDeliverer } from "./mail.ts";
import { pagerDutyDeliverer } from "./pagerduty.ts";
import type { Reach } from "./post.ts";
import { slackDeliverer } from "./slack.ts";
import { webhookDeliverer } from "./webhook.ts";

export type { MailSettings } from "./mail.ts";

export interface DelivererSettings {
  readonly mail: MailSettings | null;
  readonly allowedPrivate: ReadonlySet<string>;
  readonly nowMs: () => number;
  /** Left out: PagerDuty's own. */
  readonly pagerDutyUrl?: string;
}

/** Whoever is told should have answered by then; a page must not wait for long. */
const TIMEOUT_MS = 10_000;

/** What tells people, by each medium. */
export function openDeliverers(settings: DelivererSettings): Deliverers {
  const { allowedPrivate, nowMs, pagerDutyUrl } = settings;
  const reach: Reach = { allowedPrivate, nowMs, timeoutMs: TIMEOUT_MS };
  return {
    mail: mailDeliverer(settings.mail, TIMEOUT_MS),
    slack: slackDeliverer(reach),
    pagerduty: pagerDutyDeliverer(reach, pagerDutyUrl),
    webhook: webhookDeliverer(reach),
  };
}
