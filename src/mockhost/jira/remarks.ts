import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json, pageBean } from "../rest/index.ts";
import { comment } from "./comments.ts";
import type { Issue, Remark } from "./issue.ts";
import { onIssue } from "./on-issue.ts";
import { remarkOperations, slice } from "./remark.ts";
import { type RemarkKind, remarkView } from "./remark-view.ts";
import { changeView, type ReportIssue } from "./report.ts";
import type { SiteBook } from "./site-book.ts";
import { viewStyle } from "./views.ts";
import { worklog } from "./worklogs.ts";

const MOST_AT_ONCE = 1_000;

/** Comments, worklogs and history: what people add to an issue. */
export function remarkHandlers(sites: SiteBook, report: ReportIssue): Handlers {
  const comments = remarkOperations(sites, report, comment);
  const worklogs = remarkOperations(sites, report, worklog);
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

/** Remarks by their ids, whatever issue they are on; unknown ones are left out. */
function named<R extends Remark>(
  call: RestCall,
  sites: SiteBook,
  kind: RemarkKind<R>,
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
      .map((remark) => remarkView(site, issue, kind, remark, style));
  return json(200, listed([...site.issues.values()].flatMap(on)));
}
