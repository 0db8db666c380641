import { findIssue, matches, type SiteBook } from "../jira/index.ts";
import type { HostEvent } from "../world/index.ts";
import type { Subscription } from "./subscription.ts";

/** Whether a webhook wants an event. Filters speak of issues: events without one pass them. */
export const wants = (subscription: Subscription, event: HostEvent, sites: SiteBook): boolean =>
  subscription.events.includes(event.type) &&
  wantsFields(subscription, event) &&
  wantsProperty(subscription, event) &&
  wantsIssue(subscription, event, sites);

function wantsFields({ fieldIds }: Subscription, { type, payload }: HostEvent): boolean {
  if (fieldIds === null || type !== "jira:issue_updated") return true;
  const { items = [] } = (payload.changelog ?? {}) as { items?: { fieldId?: string }[] };
  return items.some(({ fieldId }) => fieldId !== undefined && fieldIds.includes(fieldId));
}

function wantsProperty({ propertyKeys }: Subscription, { type, payload }: HostEvent): boolean {
  if (propertyKeys === null || !type.startsWith("issue_property_")) return true;
  return propertyKeys.includes(String((payload.property as { key?: unknown } | undefined)?.key));
}

function wantsIssue({ filter }: Subscription, event: HostEvent, sites: SiteBook): boolean {
  const about = event.payload.issue as { id?: unknown } | undefined;
  if (filter === null || about === undefined || event.tenant.product !== "jira") return true;
  const site = sites(event.tenant);
  const issue = findIssue(site, String(about.id));
  return (
    issue !== undefined && matches(filter, issue, { site, nowMs: event.atMs, accountId: null })
  );
}
