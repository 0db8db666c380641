import { jiraError, pageBean } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { commentOrWorklogOperations, slice } from "./comment-or-worklog.ts";
import { type CommentOrWorklogKind, commentOrWorklogView } from "./comment-or-worklog-view.ts";
import { comment } from "./comments.ts";
import type { EmitIssueEvent } from "./emit-events.ts";
import { changeView } from "./issue-view.ts";
import type { CommentOrWorklog, Issue } from "./model/issue.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { viewStyle } from "./views.ts";
import { worklog } from "./worklogs.ts";

const MOST_AT_ONCE = 1_000;

/** Comments, worklogs and history: what people add to an issue. */
export function commentAndWorklogHandlers(sites: SiteBook, emitIssue: EmitIssueEvent): Handlers {
  const comments = commentOrWorklogOperations(sites, emitIssue, comment);
  const worklogs = commentOrWorklogOperations(sites, emitIssue, worklog);
  return {
    getComments: comments.list,
    getComment: comments.get,
    addComment: comments.add,
    updateComment: comments.update,
    deleteComment: comments.remove,
    getCommentsByIds: (call) => named(call, sites, comment, (found) => pageBean(call, found)),
    getIssueWorklog: worklogs.list,
    getWorklog: worklogs.get,
    addWorklog: worklogs.add,
    updateWorklog: worklogs.update,
    deleteWorklog: worklogs.remove,
    getWorklogsForIds: (call) => named(call, sites, worklog, (found) => found),
    getChangeLogsByIds: onIssue(sites, (call, site, issue) => {
      const { changelogIds } = Object(call.json) as { changelogIds?: unknown };
      if (!Array.isArray(changelogIds) || changelogIds.length > MOST_AT_ONCE)
        return jiraError(400, [`'changelogIds' must be a list of at most ${MOST_AT_ONCE}.`]);
      const wanted = new Set(changelogIds.map(String));
      const found = issue.changes.filter(({ id }) => wanted.has(id));
      const style = viewStyle(call.tenant, call.request.path);
      const histories = found.map((change) => changeView(site, change, style));
      return json(200, { startAt: 0, maxResults: MOST_AT_ONCE, total: found.length, histories });
    }),
    getChangeLogs: onIssue(sites, (call, site, issue) => {
      const style = viewStyle(call.tenant, call.request.path);
      const { startAt, maxResults, shown } = slice(call, issue.changes);
      return json(200, {
        self: `${style.root}/issue/${issue.id}/changelog`,
        maxResults,
        startAt,
        total: issue.changes.length,
        isLast: startAt + shown.length >= issue.changes.length,
        values: shown.map((change) => changeView(site, change, style)),
      });
    }),
  };
}

/** Comments or worklogs by their ids, whatever issue they are on; unknown ones are left out. */
function named<R extends CommentOrWorklog>(
  call: RestCall,
  sites: SiteBook,
  kind: CommentOrWorklogKind<R>,
  listed: (found: readonly unknown[]) => unknown,
) {
  const { ids } = (call.json ?? {}) as { ids?: unknown };
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MOST_AT_ONCE)
    return jiraError(400, [`Between 1 and ${MOST_AT_ONCE} ids can be asked for at once.`]);
  const wanted = new Set(ids.map(String));
  const site = sites(call.tenant);
  const style = viewStyle(call.tenant, call.request.path);
  const on = (issue: Issue) =>
    kind
      .of(issue)
      .filter(({ id }) => wanted.has(id))
      .map((item) => commentOrWorklogView(site, issue, kind, item, style));
  return json(200, listed([...site.issues.values()].flatMap(on)));
}
