import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { noContent, type RestCall } from "../world/index.ts";
import { attachmentView } from "./attachment-view.ts";
import { commentOrWorklogView } from "./comment-or-worklog-view.ts";
import { comment } from "./comments.ts";
import { type Actor, actorFrom, asSecondary, eventStyle, type SiteEvents } from "./emit-events.ts";
import { linkPayload } from "./links.ts";
import type { Issue } from "./model/issue.ts";
import { type JiraSite, removeIssue, subtasksOf } from "./model/site.ts";
import { worklog } from "./worklogs.ts";

/** An issue with sub-tasks goes only if they may go with it. */
export function deleteIssue(call: RestCall, site: JiraSite, issue: Issue, events: SiteEvents) {
  const mayTakeSubtasks = call.query.get("deleteSubtasks") === "true";
  if (subtasksOf(site, issue).length > 0 && !mayTakeSubtasks)
    return jiraError(400, [
      `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
    ]);
  removeWithAll(site, issue, actorFrom(call, actorOf(site, call)), events);
  return noContent();
}

/**
 * Removes an issue and all that hangs on it. It is told of while everything is still there, so that
 * filters of webhooks can look at it: the issue at once, the rest in its wake.
 */
export function removeWithAll(site: JiraSite, issue: Issue, by: Actor, events: SiteEvents): void {
  events.emitIssue("jira:issue_deleted", site, issue, by);
  const wake = asSecondary(by);
  const emitChange = (type: string, payload: Readonly<Record<string, unknown>>) =>
    events.emitIssue(type, site, issue, wake, payload);
  const style = eventStyle(site);
  for (const one of issue.comments)
    emitChange("comment_deleted", {
      comment: commentOrWorklogView(site, issue, comment, one, style),
    });
  for (const one of issue.worklogs) {
    site.deletedWorklogs.push({ id: one.id, atMs: by.nowMs });
    emitChange("worklog_deleted", {
      worklog: commentOrWorklogView(site, issue, worklog, one, style),
    });
  }
  for (const one of issue.attachments)
    emitChange("attachment_deleted", { attachment: attachmentView(site, one, style) });
  for (const link of issue.links) events.emit("issuelink_deleted", site, wake, linkPayload(link));
  for (const subtask of subtasksOf(site, issue)) removeWithAll(site, subtask, wake, events);
  removeIssue(site, issue);
}
