import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import { parseJql, select } from "./jql/index.ts";
import type { Issue } from "./model/issue.ts";
import { findIssue, type JiraSite, subtasksOf } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { acceptedTask, addTask } from "./tasks.ts";

const MOST_AT_ONCE = 1_000;

/** Issues that are put away: still there, but in no search. Sub-tasks go and come with their parents. */
export const archiveHandlers = (sites: SiteBook): Handlers => ({
  archiveIssues: (call) =>
    each(call, sites(call.tenant), (site, issue) => archive(site, issue, call)),
  unarchiveIssues: (call) =>
    each(call, sites(call.tenant), (site, issue) => setAll(site, issue, null)),
  archiveIssuesAsync: (call) => {
    const site = sites(call.tenant);
    const { jql } = Object(call.json) as { jql?: unknown };
    const parsed = parseJql(String(jql ?? ""));
    if (parsed.kind === "error") return jiraError(400, [parsed.message]);
    const { nowMs, caller } = call;
    const selected = select(parsed.query, { site, nowMs, accountId: caller.accountId });
    if (selected.kind === "error") return jiraError(400, selected.messages);
    for (const issue of selected.issues) if (!issue.type.subtask) archive(site, issue, call);
    return acceptedTask(call, addTask(call, site, "Archive issues"));
  },
});

const archive = (site: JiraSite, issue: Issue, call: RestCall): void =>
  setAll(site, issue, { atMs: call.nowMs, by: actorOf(site, call) });

function setAll(site: JiraSite, issue: Issue, archived: Issue["archived"]): void {
  issue.archived = archived;
  for (const subtask of subtasksOf(site, issue)) subtask.archived = archived;
}

function each(
  call: RestCall,
  site: JiraSite,
  act: (site: JiraSite, issue: Issue) => void,
): HostResponse {
  const { issueIdsOrKeys } = Object(call.json) as { issueIdsOrKeys?: unknown };
  if (!Array.isArray(issueIdsOrKeys) || issueIdsOrKeys.length > MOST_AT_ONCE)
    return jiraError(400, [`'issueIdsOrKeys' must be a list of at most ${MOST_AT_ONCE}.`]);
  const named = issueIdsOrKeys.map((idOrKey) => ({
    idOrKey: String(idOrKey),
    issue: findIssue(site, String(idOrKey)),
  }));
  const missing = named.filter(({ issue }) => !issue).map(({ idOrKey }) => idOrKey);
  const found = named.flatMap(({ issue }) => issue ?? []);
  const subtasks = found.filter(({ type }) => type.subtask).map(({ key }) => key);
  const wanted = found.filter(({ type }) => !type.subtask);
  for (const issue of wanted) act(site, issue);
  const errors = {
    ...problem("issuesNotFound", missing, "Issue not found"),
    ...problem("issueIsSubtask", subtasks, "Issue is a subtask"),
  };
  return json(200, { numberOfIssuesUpdated: wanted.length, errors });
}

const problem = (name: string, issueIdsOrKeys: readonly string[], message: string) =>
  issueIdsOrKeys.length === 0
    ? {}
    : { [name]: { count: issueIdsOrKeys.length, issueIdsOrKeys, message } };
