import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  type RestCall,
  type Tenant,
} from "../world/index.ts";
import { readAdditions } from "./additions.ts";
import { deleteIssue } from "./delete-issue.ts";
import { type EditInput, editIssue, namesOn } from "./edit-issue.ts";
import { type Actor, actorFrom, asSecondary, type SiteEvents } from "./emit-events.ts";
import { misplaced, readFields } from "./field-input.ts";
import { expansions } from "./issue-expansions.ts";
import { changeView, issueView, wantedFields } from "./issue-view.ts";
import { type Issue, nothingYet } from "./model/issue.ts";
import { type IssueType, priorities, statuses } from "./model/schemes.ts";
import { addIssue, findIssue, findProject, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { NO_ISSUE, onIssue } from "./on-issue.ts";
import { fieldsOfUpdate } from "./update-verbs.ts";
import { viewStyle } from "./views.ts";

export const issueHandlers = (sites: SiteBook, events: SiteEvents): Handlers => ({
  getIssue: onIssue(sites, readIssue),
  createIssue: (call) => createOne(call, sites(call.tenant), events),
  createIssues: (call) => createMany(call, sites(call.tenant), events),
  editIssue: onIssue(sites, (call, site, issue) =>
    editIssue(call, site, issue, Object(call.json), events),
  ),
  assignIssue: onIssue(sites, (call, site, issue) => {
    const { accountId = null } = (call.json ?? {}) as { accountId?: string | null };
    // "-1" asks for whoever is assigned by themselves, which is nobody here.
    const assignee = accountId === null || accountId === "-1" ? null : { accountId };
    return editIssue(call, site, issue, { fields: { assignee } }, events);
  }),
  deleteIssue: onIssue(sites, (call, site, issue) => deleteIssue(call, site, issue, events)),
  bulkFetchIssues: (call) => bulkFetch(call, sites(call.tenant)),
});

function readIssue(call: RestCall, site: JiraSite, issue: Issue) {
  const { tenant, request } = call;
  if (request.query === "") return wholeIssue(tenant, request.path, site, issue);
  const style = viewStyle(tenant, request.path);
  const expand = (call.query.get("expand") ?? "").split(",");
  const properties = call.query
    .getAll("properties")
    .flatMap((names) => names.split(","))
    .filter(Boolean);
  const view = issueView(site, issue, style, wantedFields(call.query.getAll("fields"), "all"));
  return json(200, {
    ...view,
    ...expansions(expand, site, issue, style, view.fields),
    ...(properties.length > 0 ? { properties: propertiesOf(issue, properties) } : {}),
    ...(expand.includes("changelog")
      ? {
          changelog: {
            startAt: 0,
            maxResults: issue.changes.length,
            total: issue.changes.length,
            histories: issue.changes.toReversed().map((change) => changeView(site, change, style)),
          },
        }
      : {}),
  });
}

const everyField = () => true;

/** The commonest answer of all, kept until anything on the site changes or another address is asked. */
function wholeIssue({ baseUrl }: Tenant, path: string, site: JiraSite, issue: Issue): HostResponse {
  const before = issue.cachedAnswer;
  if (before?.revision === site.revision && before.baseUrl === baseUrl && before.path === path)
    return before.answer;
  const whole = json(200, issueView(site, issue, viewStyle(site.tenant, path), everyField));
  // As bytes, which need not be encoded each time.
  const answer = { ...whole, body: Buffer.from(whole.body as string) };
  issue.cachedAnswer = { baseUrl, path, revision: site.revision, answer };
  return answer;
}

const propertiesOf = (issue: Issue, names: readonly string[]) =>
  Object.fromEntries(
    [...issue.properties].filter(([key]) => names.includes("*all") || names.includes(key)),
  );

function createOne(call: RestCall, site: JiraSite, events: SiteEvents) {
  const by = actorFrom(call, actorOf(site, call));
  const created = createIssue(call, site, call.json, by, events);
  return created.kind === "created"
    ? json(201, reference(call, created.issue))
    : (created.answer ?? jiraError(400, [], created.errors));
}

function createMany(call: RestCall, site: JiraSite, events: SiteEvents) {
  const updates = (call.json as { issueUpdates?: unknown[] })?.issueUpdates;
  if (!Array.isArray(updates) || updates.length === 0 || updates.length > 50)
    return jiraError(400, ["Between 1 and 50 issues can be created at once."]);
  const by = asSecondary(actorFrom(call, actorOf(site, call)));
  const outcomes = updates.map((update) => createIssue(call, site, update, by, events));
  const issues = outcomes.flatMap((o) => (o.kind === "created" ? [reference(call, o.issue)] : []));
  const errors = outcomes.flatMap((o, failedElementNumber) =>
    o.kind === "refused"
      ? [
          {
            status: 400,
            elementErrors: { errorMessages: [], errors: o.errors },
            failedElementNumber,
          },
        ]
      : [],
  );
  return json(issues.length > 0 ? 201 : 400, { issues, errors });
}

const reference = (call: RestCall, issue: Issue) => ({
  id: issue.id,
  key: issue.key,
  self: `${viewStyle(call.tenant, call.request.path).root}/issue/${issue.id}`,
});

type Created =
  | { readonly kind: "created"; readonly issue: Issue }
  | {
      readonly kind: "refused";
      readonly errors: Readonly<Record<string, string>>;
      /** Where it is no single field that is wrong. */
      readonly answer?: HostResponse;
    };

function createIssue(
  call: RestCall,
  site: JiraSite,
  body: unknown,
  by: Actor,
  events: SiteEvents,
): Created {
  const { fields: given = {}, ...more } = Object(body) as EditInput;
  const type = site.issueTypes[0]!;
  const fresh = blank(type, "", "", "", by.accountId, by.nowMs);
  const fields = { ...given, ...fieldsOfUpdate(fresh, Object(more.update ?? {}), namesOn(site)) };
  const named = (fields.project ?? {}) as { id?: string; key?: string };
  const project = findProject(site, String(named.id ?? named.key ?? ""));
  if (!project)
    return { kind: "refused", errors: { project: "Specify a valid project ID or key" } };
  const read = readFields(
    site,
    { summary: undefined, issuetype: undefined, ...fields },
    project.id,
  );
  const errors = { ...misplaced(site, read.set), ...read.errors };
  if (Object.keys(errors).length > 0) return { kind: "refused", errors };
  const additions = readAdditions(call, site, more, events);
  if (additions.kind === "refused") return { ...additions, errors: {} };
  const key = `${project.key}-${++project.lastNumber}`;
  const issue: Issue = {
    ...blank(type, site.nextId(), key, project.id, by.accountId, by.nowMs),
    ...read.set,
    custom: new Map(read.custom),
  };
  addIssue(site, issue);
  events.emitIssue("jira:issue_created", site, issue, by);
  additions.give(issue, by);
  return { kind: "created", issue };
}

const blank = (
  type: IssueType,
  id: string,
  key: string,
  projectId: string,
  reporter: string,
  nowMs: number,
): Issue => ({
  id,
  key,
  projectId,
  summary: "",
  description: null,
  type,
  status: statuses[0],
  priority: priorities[2],
  resolution: null,
  reporter,
  assignee: null,
  labels: [],
  createdMs: nowMs,
  updatedMs: nowMs,
  ...nothingYet(),
  watchers: new Set([reporter]),
});

function bulkFetch(call: RestCall, site: JiraSite) {
  const { issueIdsOrKeys = [], fields = [] } = (call.json ?? {}) as {
    issueIdsOrKeys?: string[];
    fields?: string[];
  };
  if (!Array.isArray(issueIdsOrKeys) || issueIdsOrKeys.length > 100)
    return jiraError(400, ["At most 100 issues can be fetched at once."]);
  if (!Array.isArray(fields)) return jiraError(400, ["'fields' must be a list of names."]);
  const style = viewStyle(call.tenant, call.request.path);
  const wanted = wantedFields(fields.map(String), "navigable");
  const found = issueIdsOrKeys.map((idOrKey) => ({
    idOrKey,
    issue: findIssue(site, String(idOrKey)),
  }));
  return json(200, {
    issues: found.flatMap(({ issue }) => (issue ? [issueView(site, issue, style, wanted)] : [])),
    issueErrors: found.flatMap(({ idOrKey, issue }) =>
      issue ? [] : [{ id: idOrKey, errorMessage: NO_ISSUE }],
    ),
  });
}
