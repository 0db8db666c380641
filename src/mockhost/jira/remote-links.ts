import { jiraError } from "../rest/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { Issue, RemoteLink } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { viewStyle } from "./views.ts";

/** Links from issues to things elsewhere. One with a known `globalId` is updated, not added again. */
export const remoteLinkHandlers = (sites: SiteBook): Handlers => ({
  getRemoteIssueLinks: onIssue(sites, (call, _, issue) => {
    const globalId = call.query.get("globalId");
    if (globalId === null)
      return json(
        200,
        issue.remoteLinks.map((link) => view(call, issue, link)),
      );
    const link = issue.remoteLinks.find((known) => known.globalId === globalId);
    return link ? json(200, view(call, issue, link)) : noLink();
  }),
  getRemoteIssueLinkById: onIssue(sites, (call, _, issue) => {
    const link = named(call, issue);
    return link ? json(200, view(call, issue, link)) : noLink();
  }),
  createOrUpdateRemoteIssueLink: onIssue(sites, (call, site, issue) => {
    const input = readInput(call);
    if (!input) return wrongInput();
    const known =
      input.globalId === null
        ? undefined
        : issue.remoteLinks.find(({ globalId }) => globalId === input.globalId);
    const link = known ? Object.assign(known, input) : add(site, issue, input);
    const { id, self } = view(call, issue, link);
    return json(known ? 200 : 201, { id, self });
  }),
  updateRemoteIssueLink: onIssue(sites, (call, _, issue) => {
    const link = named(call, issue);
    const input = readInput(call);
    if (!input) return wrongInput();
    if (!link) return noLink();
    Object.assign(link, input);
    return noContent();
  }),
  deleteRemoteIssueLinkById: onIssue(sites, (call, _, issue) => remove(issue, named(call, issue))),
  deleteRemoteIssueLinkByGlobalId: onIssue(sites, (call, _, issue) => {
    const globalId = call.query.get("globalId");
    return remove(
      issue,
      issue.remoteLinks.find((link) => globalId !== null && link.globalId === globalId),
    );
  }),
});

type RemoteLinkInput = Omit<RemoteLink, "id">;

function add(site: JiraSite, issue: Issue, input: RemoteLinkInput): RemoteLink {
  const link = { id: Number(site.nextId()), ...input };
  issue.remoteLinks.push(link);
  return link;
}

function remove(issue: Issue, link: RemoteLink | undefined): HostResponse {
  if (!link) return noLink();
  issue.remoteLinks.splice(issue.remoteLinks.indexOf(link), 1);
  return noContent();
}

const named = (call: RestCall, issue: Issue): RemoteLink | undefined =>
  issue.remoteLinks.find(({ id }) => String(id) === call.params.linkId);

const noLink = () => jiraError(404, ["The remote issue link does not exist."]);
const wrongInput = () =>
  jiraError(400, [], { title: "'title' is required.", url: "'url' is required." });

/** What a call asks to be linked; null without a title and an address. */
function readInput(call: RestCall): RemoteLinkInput | null {
  const given = (call.json ?? {}) as Partial<RemoteLink>;
  const { title, url } = (given.object ?? {}) as { title?: unknown; url?: unknown };
  if (typeof title !== "string" || typeof url !== "string") return null;
  return {
    globalId: given.globalId ?? null,
    application: given.application ?? {},
    relationship: given.relationship ?? null,
    object: given.object!,
  };
}

function view(call: RestCall, issue: Issue, link: RemoteLink) {
  const { globalId, relationship, ...rest } = link;
  return {
    self: `${viewStyle(call.tenant, call.request.path).root}/issue/${issue.key}/remotelink/${link.id}`,
    ...(globalId === null ? {} : { globalId }),
    ...(relationship === null ? {} : { relationship }),
    ...rest,
  };
}
