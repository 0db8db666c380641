import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json } from "../rest/index.ts";
import type { IssueLink } from "./issue.ts";
import { linkView } from "./issue-view.ts";
import { noIssue } from "./on-issue.ts";
import { actorFrom, type Report } from "./report.ts";
import { issueLinkTypes } from "./schemes.ts";
import { addLink, findIssue, type JiraSite, removeLink } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import { linkTypeView, viewStyle } from "./views.ts";

/** Links between two issues of a site, and the ways in which they can be linked. */
export const linkHandlers = (sites: SiteBook, report: Report): Handlers => ({
  linkIssues: (call) => linkIssues(call, sites(call.tenant), report),
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
    report("issuelink_deleted", site, actorFrom(call, actorOf(site, call)), linkPayload(link));
    return { status: 204 };
  },
  getIssueLinkTypes: (call) => {
    const style = viewStyle(call.tenant, call.request.path);
    return json(200, { issueLinkTypes: issueLinkTypes.map((type) => linkTypeView(type, style)) });
  },
  getIssueLinkType: (call) => {
    const type = issueLinkTypes.find(({ id }) => id === call.params.issueLinkTypeId);
    return type
      ? json(200, linkTypeView(type, viewStyle(call.tenant, call.request.path)))
      : jiraError(404, [`No issue link type with id '${call.params.issueLinkTypeId}' found.`]);
  },
});

const noLink = (call: RestCall) =>
  jiraError(404, [`No issue link with id '${call.params.linkId}' exists.`]);

interface Named {
  readonly id?: string;
  readonly key?: string;
  readonly name?: string;
}

function linkIssues(call: RestCall, site: JiraSite, report: Report) {
  const asked = (call.json ?? {}) as { type?: Named; inwardIssue?: Named; outwardIssue?: Named };
  const type = issueLinkTypes.find(
    ({ id, name }) => id === asked.type?.id || name === asked.type?.name,
  );
  if (!type)
    return jiraError(404, [
      `No issue link type with name '${asked.type?.name ?? asked.type?.id ?? ""}' found.`,
    ]);
  const [inward, outward] = [asked.inwardIssue, asked.outwardIssue].map((named) =>
    findIssue(site, String(named?.id ?? named?.key ?? "")),
  );
  if (!inward || !outward) return noIssue();
  if (inward === outward) return jiraError(400, ["You cannot link an issue to itself."]);
  const link: IssueLink = {
    id: site.nextId(),
    type,
    inwardId: inward.id,
    outwardId: outward.id,
  };
  addLink(site, link);
  report("issuelink_created", site, actorFrom(call, actorOf(site, call)), linkPayload(link));
  return { status: 201 };
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
