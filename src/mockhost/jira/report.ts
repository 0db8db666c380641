import type { RestCall } from "../call.ts";
import type { EmitEvent, HostEvent } from "../host-event.ts";
import type { Change, Issue } from "./issue.ts";
import { issueView, wantedFields } from "./issue-view.ts";
import type { JiraSite } from "./site.ts";
import { jiraTime, userView, type ViewStyle, viewStyle } from "./views.ts";

/** Tells add-ons what happened on a site, as the host's webhooks do. */
export type Report = (
  type: string,
  site: JiraSite,
  by: Actor,
  payload: Readonly<Record<string, unknown>>,
) => void;

/** Tells of an issue: the event carries it as it is. */
export type ReportIssue = (
  type: string,
  site: JiraSite,
  issue: Issue,
  by: Actor,
  more?: Readonly<Record<string, unknown>>,
) => void;

/** Who did it, when, how urgently it is told, and the trace header of the call that caused it. */
export interface Actor extends Pick<HostEvent, "flow" | "trace"> {
  readonly accountId: string;
  readonly nowMs: number;
}

export const actorFrom = (call: RestCall, accountId: string): Actor => ({
  accountId,
  nowMs: call.nowMs,
  flow: "Primary",
  trace: call.request.headers["x-atlassian-webhook-trace"] ?? null,
});

/** The same, for what a change brings about beside itself: a bulk's parts, what hung on the deleted. */
export const inItsWake = (by: Actor): Actor => ({ ...by, flow: "Secondary" });

/** Webhooks show things as version 2 of the interface does: text instead of documents. */
export const eventStyle = ({ tenant }: JiraSite): ViewStyle => viewStyle(tenant, "/rest/api/2/");

const issueEventNames: Readonly<Record<string, string>> = {
  "jira:issue_created": "issue_created",
  "jira:issue_updated": "issue_updated",
  comment_created: "issue_commented",
  comment_updated: "issue_comment_edited",
  worklog_created: "issue_worklog_added",
};

export const reporter =
  (emit: EmitEvent): Report =>
  (type, { tenant }, { accountId, nowMs, flow, trace }, payload) =>
    emit({ tenant, type, atMs: nowMs, accountId, flow, trace, payload });

export function reportIssue(emit: EmitEvent): ReportIssue {
  const report = reporter(emit);
  return (type, site, issue, by, more = {}) => {
    const style = eventStyle(site);
    const person = site.person(by.accountId);
    report(type, site, by, {
      ...(issueEventNames[type] ? { issue_event_type_name: issueEventNames[type] } : {}),
      ...(person ? { user: userView(person, style) } : {}),
      issue: issueView(site, issue, style, wantedFields([], "all")),
      ...more,
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
