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

const issueEventNames: Readonly<Record<string, string>> = {
  "jira:issue_created": "issue_created",
  "jira:issue_updated": "issue_updated",
  comment_created: "issue_commented",
  comment_updated: "issue_comment_edited",
  worklog_created: "issue_worklog_added",
};

/** What Jira puts into `issue_event_type_name` of a webhook; undefined: the event has none. */
export const issueEventName = (event: string): string | undefined => issueEventNames[event];
