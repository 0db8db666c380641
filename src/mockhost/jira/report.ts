import type { RestCall } from "../call.ts";
import type { EmitEvent } from "../host-event.ts";
import type { Change, Issue } from "./issue.ts";
import type { JiraSite } from "./site.ts";
import { issueView, jiraTime, userView, type ViewStyle, viewStyle, wantedFields } from "./views.ts";

/** Tells add-ons what happened to an issue, as the host's webhooks do. */
export type ReportIssue = (
  type: string,
  site: JiraSite,
  issue: Issue,
  by: Actor,
  more?: Readonly<Record<string, unknown>>,
) => void;

/** Who did it, when, and the trace header of the call that caused it. */
export interface Actor {
  readonly accountId: string;
  readonly nowMs: number;
  readonly trace: string | null;
}

export const actorFrom = (call: RestCall, accountId: string): Actor => ({
  accountId,
  nowMs: call.nowMs,
  trace: call.request.headers["x-atlassian-webhook-trace"] ?? null,
});

const issueEventNames: Readonly<Record<string, string>> = {
  "jira:issue_created": "issue_created",
  "jira:issue_updated": "issue_updated",
  comment_created: "issue_commented",
  comment_updated: "issue_comment_edited",
  worklog_created: "issue_worklog_added",
};

export function reportIssue(emit: EmitEvent): ReportIssue {
  return (type, site, issue, by, more = {}) => {
    const style = viewStyle(site.tenant, "/rest/api/3/");
    const person = site.person(by.accountId);
    emit({
      tenant: site.tenant,
      type,
      atMs: by.nowMs,
      accountId: by.accountId,
      flow: "Primary",
      trace: by.trace,
      payload: {
        ...(issueEventNames[type] ? { issue_event_type_name: issueEventNames[type] } : {}),
        ...(person ? { user: userView(person, style) } : {}),
        issue: issueView(site, issue, style, wantedFields([], "all")),
        ...more,
      },
    });
  };
}

/** A history item as the changelog shows it. */
export const changeView = (site: JiraSite, change: Change, style: ViewStyle) => {
  const author = site.person(change.author);
  return {
    id: change.id,
    author: author ? userView(author, style) : undefined,
    created: jiraTime(change.createdMs),
    items: change.items,
  };
};
