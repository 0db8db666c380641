import { issueEventName } from "../../core/host/index.ts";
import type { EmitEvent, HostEvent, RestCall } from "../world/index.ts";
import { issueView, wantedFields } from "./issue-view.ts";
import type { Issue } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import { userView, type ViewStyle, viewStyle } from "./views.ts";

/** Emits an event of a site; webhooks carry it to add-ons. */
export type EmitSiteEvent = (
  type: string,
  site: JiraSite,
  by: Actor,
  payload: Readonly<Record<string, unknown>>,
) => void;

/** Emits an event of an issue, which carries the issue as it is now. */
export type EmitIssueEvent = (
  type: string,
  site: JiraSite,
  issue: Issue,
  by: Actor,
  more?: Readonly<Record<string, unknown>>,
) => void;

export interface SiteEvents {
  readonly emit: EmitSiteEvent;
  readonly emitIssue: EmitIssueEvent;
}

/** Who did it, when, in which flow it is delivered, and the trace header of the call that caused it. */
export interface Actor extends Pick<HostEvent, "flow" | "trace"> {
  readonly accountId: string;
  readonly nowMs: number;
}

export const actorFrom = (call: RestCall, accountId: string): Actor => ({
  accountId,
  nowMs: call.nowMs,
  flow: "Primary",
  trace: call.request.headers["x-atlassian-webhook-trace"] ?? null,
});

/** The same, for what a change brings about beside itself: a bulk's parts, what hung on the deleted. */
export const asSecondary = (by: Actor): Actor => ({ ...by, flow: "Secondary" });

/** Webhooks show things as version 2 of the interface does: text instead of documents. */
export const eventStyle = ({ tenant }: JiraSite): ViewStyle => viewStyle(tenant, "/rest/api/2/");

export const siteEventEmitter =
  (emit: EmitEvent): EmitSiteEvent =>
  (type, { tenant }, { accountId, nowMs, flow, trace }, payload) =>
    emit({ tenant, type, atMs: nowMs, accountId, flow, trace, payload });

export function issueEventEmitter(emit: EmitEvent): EmitIssueEvent {
  const emitOnSite = siteEventEmitter(emit);
  return (type, site, issue, by, more = {}) => {
    const style = eventStyle(site);
    const person = site.person(by.accountId);
    const name = issueEventName(type);
    emitOnSite(type, site, by, {
      ...(name === undefined ? {} : { issue_event_type_name: name }),
      ...(person ? { user: userView(person, style) } : {}),
      issue: issueView(site, issue, style, wantedFields([], "all")),
      ...more,
    });
  };
}
