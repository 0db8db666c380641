import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { Issue } from "./model/issue.ts";
import { findIssue, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { userView, viewStyle } from "./views.ts";

/** Who watches an issue and who votes for it. */
export const audienceHandlers = (sites: SiteBook): Handlers => ({
  getIssueWatchers: onIssue(sites, (call, site, issue) =>
    json(200, {
      self: `${viewStyle(call.tenant, call.request.path).root}/issue/${issue.key}/watchers`,
      isWatching: issue.watchers.has(actorOf(site, call)),
      watchCount: issue.watchers.size,
      watchers: people(call, site, issue.watchers),
    }),
  ),
  addWatcher: onIssue(sites, (call, site, issue) => {
    const accountId = call.json === undefined ? actorOf(site, call) : call.json;
    if (typeof accountId !== "string" || !site.person(accountId)) return noSuchUser();
    issue.watchers.add(accountId);
    return noContent();
  }),
  removeWatcher: onIssue(sites, (call, site, issue) => {
    const accountId = call.query.get("accountId") ?? "";
    if (!site.person(accountId)) return noSuchUser();
    issue.watchers.delete(accountId);
    return noContent();
  }),
  getIsWatchingIssueBulk: (call) => {
    const site = sites(call.tenant);
    const { issueIds = [] } = (call.json ?? {}) as { issueIds?: string[] };
    if (!Array.isArray(issueIds)) return jiraError(400, ["issueIds must be a list."]);
    const watches = (id: string) => findIssue(site, id)?.watchers.has(actorOf(site, call)) ?? false;
    return json(200, {
      issuesIsWatching: Object.fromEntries(issueIds.map((id) => [id, watches(String(id))])),
    });
  },
  getVotes: onIssue(sites, (call, site, issue) =>
    json(200, {
      self: `${viewStyle(call.tenant, call.request.path).root}/issue/${issue.key}/votes`,
      votes: issue.voters.size,
      hasVoted: issue.voters.has(actorOf(site, call)),
      voters: people(call, site, issue.voters),
    }),
  ),
  addVote: onIssue(sites, (call, site, issue) => vote(call, site, issue)),
  removeVote: onIssue(sites, (call, site, issue) =>
    issue.voters.delete(actorOf(site, call))
      ? noContent()
      : jiraError(404, ["You have not voted for this issue."]),
  ),
});

const noSuchUser = () => jiraError(400, ["The user does not exist or may not see this issue."]);

/** Nobody may vote for an issue of their own. */
function vote(call: RestCall, site: JiraSite, issue: Issue): HostResponse {
  const voter = actorOf(site, call);
  if (voter === issue.reporter)
    return jiraError(404, ["You cannot vote for an issue you have reported."]);
  issue.voters.add(voter);
  return noContent();
}

const people = (call: RestCall, site: JiraSite, accountIds: ReadonlySet<string>) =>
  [...accountIds].flatMap((accountId) => {
    const person = site.person(accountId);
    return person ? [userView(person, viewStyle(call.tenant, call.request.path))] : [];
  });
