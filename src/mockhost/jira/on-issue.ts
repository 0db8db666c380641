import { jiraError } from "../rest/index.ts";
import type { Handler, RestCall } from "../world/index.ts";
import type { Issue } from "./model/issue.ts";
import { findIssue, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

/** What it says whether an issue is missing or may not be seen. */
export const NO_ISSUE = "Issue does not exist or you do not have permission to see it.";
export const noIssue = () => jiraError(404, [NO_ISSUE]);

type OnIssue = (call: RestCall, site: JiraSite, issue: Issue) => ReturnType<Handler>;

/** Wraps what is done to one issue: finds it, or says that it is not there. */
export const onIssue =
  (sites: SiteBook, act: OnIssue): Handler =>
  (call) => {
    const site = sites(call.tenant);
    const issue = findIssue(site, call.params.issueIdOrKey ?? "");
    return issue ? act(call, site, issue) : noIssue();
  };
