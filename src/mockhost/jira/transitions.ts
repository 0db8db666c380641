import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { changeIssue, type EditInput, readEdit } from "./edit-issue.ts";
import { actorFrom, type SiteEvents } from "./emit-events.ts";
import type { ChangeItem, Issue } from "./model/issue.ts";
import { resolutions, type Status } from "./model/schemes.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { openTransitions, statusOf, transitionsOf } from "./open-transitions.ts";
import { viewStyle } from "./views.ts";

export const transitionHandlers = (sites: SiteBook, events: SiteEvents): Handlers => ({
  getTransitions: onIssue(sites, (call, _, issue) =>
    json(200, {
      expand: "transitions",
      transitions: transitionsOf(issue, viewStyle(call.tenant, call.request.path)),
    }),
  ),
  doTransition: onIssue(sites, (call, site, issue) => transit(call, site, issue, events)),
});

interface Move extends EditInput {
  readonly transition?: { readonly id?: unknown };
}

function transit(call: RestCall, site: JiraSite, issue: Issue, events: SiteEvents): HostResponse {
  const { transition: asked, fields = {}, ...more } = Object(call.json) as Move;
  const transition = openTransitions(issue).find(({ id }) => id === String(asked?.id));
  if (!transition) return jiraError(400, ["Transition id is not valid for this issue."]);
  const to = statusOf(transition.to);
  const { resolution: wanted, ...others } = fields;
  const resolution = resolutionAfter(to, wanted);
  if (resolution === undefined) {
    const resolution = "Specify a valid 'id' or 'name' for resolution";
    return jiraError(400, [], { resolution });
  }
  const edit = readEdit(call, site, issue, { ...more, fields: others }, events);
  if (edit.kind === "refused") return edit.answer;
  const by = actorFrom(call, actorOf(site, call));
  const changed = [...edit.items, ...items(issue, to, resolution)];
  const apply = () => {
    edit.apply();
    Object.assign(issue, { status: to, resolution });
  };
  changeIssue(site, issue, changed, apply, by, events.emitIssue);
  edit.give(by);
  return noContent();
}

/** The one that was asked for; without one, what is done is "Done" and what is not has none. */
function resolutionAfter(to: Status, wanted: unknown): Issue["resolution"] | undefined {
  if (wanted === undefined) return to.category.key === "done" ? resolutions[0] : null;
  if (wanted === null) return null;
  const asked = Object(wanted) as { id?: unknown; name?: unknown };
  return resolutions.find(({ id, name }) => id === asked.id || name === asked.name);
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
