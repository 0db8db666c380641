import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import { type Actor, actorFrom, type EmitSiteEvent } from "./emit-events.ts";
import { linkView } from "./issue-view.ts";
import type { Issue, IssueLink } from "./model/issue.ts";
import type { IssueLinkType } from "./model/schemes.ts";
import { addLink, findIssue, type JiraSite, removeLink } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { noIssue } from "./on-issue.ts";
import { viewStyle } from "./views.ts";

/** Links between two issues of a site, and the ways in which they can be linked. */
export const linkHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  linkIssues: (call) => linkIssues(call, sites(call.tenant), emit),
  getIssueLink: (call) => {
    const site = sites(call.tenant);
    const link = site.links.get(call.params.linkId ?? "");
    const style = viewStyle(call.tenant, call.request.path);
    return link ? json(200, linkView(site, link, style)) : noLink(call);
  },
  deleteIssueLink: (call) => {
    const site = sites(call.tenant);
    const link = site.links.get(call.params.linkId ?? "");
    if (!link) return noLink(call);
    removeLink(site, link);
    emit("issuelink_deleted", site, actorFrom(call, actorOf(site, call)), linkPayload(link));
    return { status: 204 };
  },
});

const noLink = (call: RestCall) =>
  jiraError(404, [`No issue link with id '${call.params.linkId}' exists.`]);

interface Named {
  readonly id?: string;
  readonly key?: string;
  readonly name?: string;
}

export type ReadLink =
  | { readonly kind: "refused"; readonly answer: HostResponse }
  | {
      readonly kind: "link";
      readonly type: IssueLinkType;
      /** Left out where it is the issue at hand. */
      readonly inward: Issue | undefined;
      readonly outward: Issue | undefined;
    };

/** Reads a link; one of its ends may be left to the issue at hand. */
export function readLink(site: JiraSite, input: unknown): ReadLink {
  const asked = Object(input) as { type?: Named; inwardIssue?: Named; outwardIssue?: Named };
  const type = site.linkTypes.find(
    ({ id, name }) => id === asked.type?.id || name === asked.type?.name,
  );
  if (!type) {
    const name = asked.type?.name ?? asked.type?.id ?? "";
    const words = `No issue link type with name '${name}' found.`;
    return { kind: "refused", answer: jiraError(404, [words]) };
  }
  const end = (named: Named | undefined) => findIssue(site, String(named?.id ?? named?.key ?? ""));
  const [inward, outward] = [end(asked.inwardIssue), end(asked.outwardIssue)];
  const isMissing = (asked.inwardIssue && !inward) || (asked.outwardIssue && !outward);
  return isMissing || !(inward || outward)
    ? { kind: "refused", answer: noIssue() }
    : { kind: "link", type, inward, outward };
}

function linkIssues(call: RestCall, site: JiraSite, emit: EmitSiteEvent): HostResponse {
  const read = readLink(site, call.json);
  if (read.kind === "refused") return read.answer;
  const { inward, outward } = read;
  if (!inward || !outward) return noIssue();
  if (inward === outward) return jiraError(400, ["You cannot link an issue to itself."]);
  joinIssues(site, read, inward, actorFrom(call, actorOf(site, call)), emit);
  return { status: 201 };
}

/** Links two issues; the end that was left out is the issue at hand. */
export function joinIssues(
  site: JiraSite,
  { type, inward, outward }: Extract<ReadLink, { kind: "link" }>,
  atHand: Issue,
  by: Actor,
  emit: EmitSiteEvent,
): void {
  const [inwardId, outwardId] = [(inward ?? atHand).id, (outward ?? atHand).id];
  const link: IssueLink = { id: site.nextId(), type, inwardId, outwardId };
  addLink(site, link);
  emit("issuelink_created", site, by, linkPayload(link));
}

/** A link as webhooks carry it: ids are numbers here. */
export const linkPayload = (link: IssueLink) => ({
  issueLink: {
    id: Number(link.id),
    sourceIssueId: Number(link.inwardId),
    destinationIssueId: Number(link.outwardId),
    issueLinkType: {
      id: Number(link.type.id),
      name: link.type.name,
      outwardName: link.type.outward,
      inwardName: link.type.inward,
    },
  },
});
