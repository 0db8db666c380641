import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, type HostResponse, noContent, type RestCall } from "../world/index.ts";
import { commentOrWorklogView } from "./comment-or-worklog-view.ts";
import { actorFrom, asSecondary, type EmitIssueEvent, eventStyle } from "./emit-events.ts";
import type { Issue, Worklog } from "./model/issue.ts";
import { findIssue, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { noIssue, onIssue } from "./on-issue.ts";
import { worklog } from "./worklogs.ts";

const MOST_AT_ONCE = 5_000;

/** Many worklogs of an issue at once; add-ons hear of each by the slower flow. */
export const bulkWorklogHandlers = (sites: SiteBook, emitIssue: EmitIssueEvent): Handlers => {
  const emitChange = (act: string, call: RestCall, site: JiraSite, issue: Issue, one: Worklog) =>
    emitIssue(`worklog_${act}`, site, issue, asSecondary(actorFrom(call, actorOf(site, call))), {
      worklog: commentOrWorklogView(site, issue, worklog, one, eventStyle(site)),
    });
  return {
    bulkDeleteWorklogs: onIssue(sites, (call, site, issue) =>
      take(call, issue, (taken) => {
        for (const one of taken) {
          site.deletedWorklogs.push({ id: one.id, atMs: call.nowMs });
          emitChange("deleted", call, site, issue, one);
        }
        return noContent();
      }),
    ),
    bulkMoveWorklogs: onIssue(sites, (call, site, issue) => {
      const { issueIdOrKey } = Object(call.json) as { issueIdOrKey?: unknown };
      const target = findIssue(site, String(issueIdOrKey));
      if (!target) return noIssue();
      return take(call, issue, (taken) => {
        for (const one of taken) {
          one.updatedMs = call.nowMs;
          target.worklogs.push(one);
          emitChange("updated", call, site, target, one);
        }
        return noContent();
      });
    }),
  };
};

/** Takes those that are named from an issue; all of them must be there. */
function take(
  call: RestCall,
  { worklogs }: Issue,
  act: (taken: readonly Worklog[]) => HostResponse,
): HostResponse {
  const { ids } = Object(call.json) as { ids?: unknown };
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MOST_AT_ONCE)
    return jiraError(400, [`Between 1 and ${MOST_AT_ONCE} ids of worklogs must be given.`]);
  const named = new Set(ids.map(String));
  const taken = worklogs.filter(({ id }) => named.has(id));
  if (taken.length < named.size)
    return jiraError(404, ["Some of the worklogs do not exist on this issue."]);
  const left = worklogs.filter(({ id }) => !named.has(id));
  worklogs.splice(0, worklogs.length, ...left);
  return act(taken);
}
