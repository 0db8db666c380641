import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json, noContent } from "../rest/index.ts";
import type { ChangeItem, Issue } from "./issue.ts";
import { changeIssue } from "./issues.ts";
import { onIssue } from "./on-issue.ts";
import { openTransitions, statusOf, transitionsOf } from "./open-transitions.ts";
import { actorFrom, type ReportIssue } from "./report.ts";
import { resolutions, type Status } from "./schemes.ts";
import type { JiraSite } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import { viewStyle } from "./views.ts";

export const transitionHandlers = (sites: SiteBook, report: ReportIssue): Handlers => ({
  getTransitions: onIssue(sites, (call, _, issue) =>
    json(200, {
      expand: "transitions",
      transitions: transitionsOf(issue, viewStyle(call.tenant, call.request.path)),
    }),
  ),
  doTransition: onIssue(sites, (call, site, issue) => transit(call, site, issue, report)),
});

function transit(call: RestCall, site: JiraSite, issue: Issue, report: ReportIssue) {
  const id = (call.json as { transition?: { id?: string } })?.transition?.id;
  const transition = openTransitions(issue).find((t) => t.id === String(id));
  if (!transition) return jiraError(400, ["Transition id is not valid for this issue."]);
  const to = statusOf(transition.to);
  const resolution = to.category.key === "done" ? resolutions[0] : null;
  changeIssue(
    site,
    issue,
    items(issue, to, resolution),
    () => Object.assign(issue, { status: to, resolution }),
    actorFrom(call, actorOf(site, call)),
    report,
  );
  return noContent();
}

function items(issue: Issue, to: Status, resolution: Issue["resolution"]): ChangeItem[] {
  const item = (field: string, a: Named, b: Named): ChangeItem => ({
    field,
    fieldId: field,
    fieldtype: "jira",
    from: a?.id ?? null,
    fromString: a?.name ?? null,
    to: b?.id ?? null,
    toString: b?.name ?? null,
  });
  return [
    item("status", issue.status, to),
    ...(issue.resolution?.id === resolution?.id
      ? []
      : [item("resolution", issue.resolution, resolution)]),
  ];
}

type Named = { readonly id: string; readonly name: string } | null;
