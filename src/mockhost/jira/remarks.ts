import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json, noContent, wholeNumber } from "../rest/index.ts";
import { documentOf, isDocument, textOf } from "./adf.ts";
import type { Comment, Issue, Worklog } from "./issue.ts";
import { onIssue } from "./issues.ts";
import { actorFrom, changeView, type ReportIssue } from "./report.ts";
import type { JiraSite } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import { jiraTime, userView, type ViewStyle, viewStyle } from "./views.ts";

/** Comments, worklogs and history: what people add to an issue. */
export const remarkHandlers = (sites: SiteBook, report: ReportIssue): Handlers => ({
  ...commentHandlers(sites, report),
  ...worklogHandlers(sites, report),
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
});

const commentHandlers = (sites: SiteBook, report: ReportIssue): Handlers => ({
  getComments: onIssue(sites, (call, site, issue) => {
    const newestFirst = (call.query.get("orderBy") ?? "").startsWith("-");
    const ordered = newestFirst ? issue.comments.toReversed() : issue.comments;
    const { startAt, maxResults, shown } = slice(call, ordered);
    const comments = shown.map((comment) => commentView(call, site, issue, comment));
    return json(200, { startAt, maxResults, total: issue.comments.length, comments });
  }),
  getComment: onIssue(sites, (call, site, issue) => {
    const comment = byId(issue.comments, call);
    return comment ? json(200, commentView(call, site, issue, comment)) : missing("comment", call);
  }),
  addComment: onIssue(sites, (call, site, issue) => {
    const body = readDocument((call.json as { body?: unknown })?.body);
    if (body === null) return jiraError(400, [], { comment: "Comment body can not be empty!" });
    const author = actorOf(site, call);
    const comment: Comment = {
      id: site.nextId(),
      author,
      updateAuthor: author,
      body,
      createdMs: call.nowMs,
      updatedMs: call.nowMs,
    };
    issue.comments.push(comment);
    return told(
      call,
      site,
      issue,
      "comment_created",
      { comment: commentView(call, site, issue, comment) },
      201,
      report,
    );
  }),
  updateComment: onIssue(sites, (call, site, issue) => {
    const comment = byId(issue.comments, call);
    if (!comment) return missing("comment", call);
    const body = readDocument((call.json as { body?: unknown })?.body);
    if (body === null) return jiraError(400, [], { comment: "Comment body can not be empty!" });
    Object.assign(comment, { body, updatedMs: call.nowMs, updateAuthor: actorOf(site, call) });
    return told(
      call,
      site,
      issue,
      "comment_updated",
      { comment: commentView(call, site, issue, comment) },
      200,
      report,
    );
  }),
  deleteComment: onIssue(sites, (call, site, issue) => {
    const comment = byId(issue.comments, call);
    if (!comment) return missing("comment", call);
    issue.comments.splice(issue.comments.indexOf(comment), 1);
    told(
      call,
      site,
      issue,
      "comment_deleted",
      { comment: commentView(call, site, issue, comment) },
      204,
      report,
    );
    return noContent();
  }),
});

const worklogHandlers = (sites: SiteBook, report: ReportIssue): Handlers => ({
  getIssueWorklog: onIssue(sites, (call, site, issue) => {
    const { startAt, maxResults, shown } = slice(call, issue.worklogs, 5000);
    const worklogs = shown.map((worklog) => worklogView(call, site, issue, worklog));
    return json(200, { startAt, maxResults, total: issue.worklogs.length, worklogs });
  }),
  getWorklog: onIssue(sites, (call, site, issue) => {
    const worklog = byId(issue.worklogs, call);
    return worklog ? json(200, worklogView(call, site, issue, worklog)) : missing("worklog", call);
  }),
  addWorklog: onIssue(sites, (call, site, issue) => {
    const input = (call.json ?? {}) as WorklogInput;
    const timeSpentSeconds = spentSeconds(input);
    const startedMs = startOf(input, call.nowMs);
    if (Number.isNaN(startedMs)) return wrongStart();
    if (!(timeSpentSeconds >= 1))
      return jiraError(400, [], { timeLogged: "You must indicate the time spent working." });
    const author = actorOf(site, call);
    const worklog: Worklog = {
      id: site.nextId(),
      author,
      updateAuthor: author,
      comment: readDocument(input.comment),
      startedMs,
      timeSpentSeconds,
      createdMs: call.nowMs,
      updatedMs: call.nowMs,
    };
    issue.worklogs.push(worklog);
    return told(
      call,
      site,
      issue,
      "worklog_created",
      { worklog: worklogView(call, site, issue, worklog) },
      201,
      report,
    );
  }),
  updateWorklog: onIssue(sites, (call, site, issue) => {
    const worklog = byId(issue.worklogs, call);
    if (!worklog) return missing("worklog", call);
    const input = (call.json ?? {}) as WorklogInput;
    const startedMs = startOf(input, worklog.startedMs);
    if (Number.isNaN(startedMs)) return wrongStart();
    const updateAuthor = actorOf(site, call);
    const timeSpentSeconds = spentSeconds(input) || worklog.timeSpentSeconds;
    const comment = input.comment === undefined ? worklog.comment : readDocument(input.comment);
    const changed = { startedMs, timeSpentSeconds, comment, updateAuthor, updatedMs: call.nowMs };
    Object.assign(worklog, changed);
    const payload = { worklog: worklogView(call, site, issue, worklog) };
    return told(call, site, issue, "worklog_updated", payload, 200, report);
  }),
  deleteWorklog: onIssue(sites, (call, site, issue) => {
    const worklog = byId(issue.worklogs, call);
    if (!worklog) return missing("worklog", call);
    issue.worklogs.splice(issue.worklogs.indexOf(worklog), 1);
    told(
      call,
      site,
      issue,
      "worklog_deleted",
      { worklog: worklogView(call, site, issue, worklog) },
      204,
      report,
    );
    return noContent();
  }),
});

interface WorklogInput {
  readonly timeSpentSeconds?: number;
  readonly timeSpent?: string;
  readonly comment?: unknown;
  readonly started?: string;
}

const spentSeconds = ({ timeSpentSeconds, timeSpent }: WorklogInput): number =>
  timeSpentSeconds ?? secondsOf(String(timeSpent ?? ""));

/** When the work began; NaN where that is no date. */
const startOf = ({ started }: WorklogInput, standardMs: number): number =>
  started === undefined
    ? standardMs
    : Date.parse(String(started).replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));

const wrongStart = () => jiraError(400, [], { started: "Error parsing date string." });

/** Answers with the one thing that the event carries, after telling add-ons of it. */
function told(
  call: RestCall,
  site: JiraSite,
  issue: Issue,
  event: string,
  payload: Readonly<Record<string, unknown>>,
  status: number,
  report: ReportIssue,
) {
  issue.updatedMs = call.nowMs;
  report(event, site, issue, actorFrom(call, actorOf(site, call)), payload);
  return json(status, Object.values(payload)[0]);
}

function slice<T>(call: RestCall, all: readonly T[], standard = 100) {
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const maxResults = wholeNumber(call, "maxResults", standard, 5000);
  return { startAt, maxResults, shown: all.slice(startAt, startAt + maxResults) };
}

const byId = <T extends { readonly id: string }>(
  all: readonly T[],
  call: RestCall,
): T | undefined => all.find(({ id }) => id === call.params.id);

const missing = (what: string, call: RestCall) =>
  jiraError(404, [`Can not find a ${what} for the id: ${call.params.id}.`]);

/** A document, from one or from plain text; null where there is neither. */
function readDocument(value: unknown): unknown {
  if (isDocument(value)) return value;
  return typeof value === "string" && value.trim() !== "" ? documentOf(value) : null;
}

const authors = (site: JiraSite, style: ViewStyle, { author, updateAuthor }: Comment | Worklog) => {
  const view = (accountId: string) => {
    const person = site.person(accountId);
    return person ? userView(person, style) : undefined;
  };
  return { author: view(author), updateAuthor: view(updateAuthor) };
};

const shownAs = (style: ViewStyle, document: unknown) =>
  style.asText ? textOf(document) : document;

function commentView(call: RestCall, site: JiraSite, issue: Issue, comment: Comment) {
  const style = viewStyle(call.tenant, call.request.path);
  return {
    self: `${style.root}/issue/${issue.id}/comment/${comment.id}`,
    id: comment.id,
    ...authors(site, style, comment),
    body: shownAs(style, comment.body),
    created: jiraTime(comment.createdMs),
    updated: jiraTime(comment.updatedMs),
    jsdPublic: true,
  };
}

function worklogView(call: RestCall, site: JiraSite, issue: Issue, worklog: Worklog) {
  const style = viewStyle(call.tenant, call.request.path);
  return {
    self: `${style.root}/issue/${issue.id}/worklog/${worklog.id}`,
    id: worklog.id,
    issueId: issue.id,
    ...authors(site, style, worklog),
    ...(worklog.comment === null ? {} : { comment: shownAs(style, worklog.comment) }),
    started: jiraTime(worklog.startedMs),
    timeSpent: `${Math.round(worklog.timeSpentSeconds / 60)}m`,
    timeSpentSeconds: worklog.timeSpentSeconds,
    created: jiraTime(worklog.createdMs),
    updated: jiraTime(worklog.updatedMs),
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { w: 144_000, d: 28_800, h: 3_600, m: 60 };

/** "1d 2h 30m" in Jira's working time: eight hours a day, five days a week. */
const secondsOf = (text: string): number =>
  [...text.matchAll(/(\d+)\s*([wdhm])/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * UNIT_SECONDS[unit!]!,
    0,
  );
