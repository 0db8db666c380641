import type { RestCall } from "../call.ts";
import { jiraError, noContent } from "../rest/index.ts";
import { attachmentView } from "./attachment-view.ts";
import { comment } from "./comments.ts";
import type { Issue } from "./issue.ts";
import { linkPayload } from "./links.ts";
import { remarkView } from "./remark-view.ts";
import {
  type Actor,
  actorFrom,
  eventStyle,
  inItsWake,
  type Report,
  type ReportIssue,
} from "./report.ts";
import { type JiraSite, removeIssue, subtasksOf } from "./site.ts";
import { actorOf } from "./site-book.ts";
import { worklog } from "./worklogs.ts";

export interface Reports {
  readonly report: Report;
  readonly reportIssue: ReportIssue;
}

/** An issue with sub-tasks goes only if they may go with it. */
export function deleteIssue(call: RestCall, site: JiraSite, issue: Issue, reports: Reports) {
  const mayTakeSubtasks = call.query.get("deleteSubtasks") === "true";
  if (subtasksOf(site, issue).length > 0 && !mayTakeSubtasks)
    return jiraError(400, [
      `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
    ]);
  removeWithAll(site, issue, actorFrom(call, actorOf(site, call)), reports);
  return noContent();
}

/**
 * Removes an issue and all that hangs on it. It is told of while everything is still there, so that
 * filters of webhooks can look at it: the issue at once, the rest in its wake.
 */
export function removeWithAll(site: JiraSite, issue: Issue, by: Actor, reports: Reports): void {
  reports.reportIssue("jira:issue_deleted", site, issue, by);
  const wake = inItsWake(by);
  const tell = (type: string, payload: Readonly<Record<string, unknown>>) =>
    reports.reportIssue(type, site, issue, wake, payload);
  const style = eventStyle(site);
  for (const one of issue.comments)
    tell("comment_deleted", { comment: remarkView(site, issue, comment, one, style) });
  for (const one of issue.worklogs) {
    site.deletedWorklogs.push({ id: one.id, atMs: by.nowMs });
    tell("worklog_deleted", { worklog: remarkView(site, issue, worklog, one, style) });
  }
  for (const one of issue.attachments)
    tell("attachment_deleted", { attachment: attachmentView(site, one, style) });
  for (const link of issue.links)
    reports.report("issuelink_deleted", site, wake, linkPayload(link));
  for (const subtask of subtasksOf(site, issue)) removeWithAll(site, subtask, wake, reports);
  removeIssue(site, issue);
}
