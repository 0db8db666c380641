import type { Handler, Handlers, RestCall } from "../call.ts";
import type { HostResponse } from "../exchange.ts";
import { jiraError, json, noContent } from "../rest/index.ts";
import { changeItems, fieldsOfUpdate, readFields } from "./field-input.ts";
import type { Issue } from "./issue.ts";
import { actorFrom, changeView, type ReportIssue } from "./report.ts";
import { issueTypes, priorities, statuses } from "./schemes.ts";
import { addIssue, findIssue, findProject, type JiraSite, removeIssue } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import { issueView, type ViewStyle, viewStyle, wantedFields } from "./views.ts";

/** What it says whether an issue is missing or may not be seen. */
const NO_ISSUE = "Issue does not exist or you do not have permission to see it.";
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

export const issueHandlers = (sites: SiteBook, report: ReportIssue): Handlers => ({
  getIssue: onIssue(sites, readIssue),
  createIssue: (call) => createOne(call, sites(call.tenant), report),
  createIssues: (call) => createMany(call, sites(call.tenant), report),
  editIssue: onIssue(sites, (call, site, issue) => editIssue(call, site, issue, report)),
  assignIssue: onIssue(sites, (call, site, issue) => {
    const { accountId = null } = (call.json ?? {}) as { accountId?: string | null };
    return edit(call, site, issue, { assignee: accountId === null ? null : { accountId } }, report);
  }),
  deleteIssue: onIssue(sites, (call, site, issue) => {
    // While it is still there, so that filters of webhooks can look at it.
    report("jira:issue_deleted", site, issue, actorFrom(call, actorOf(site, call)));
    removeIssue(site, issue);
    return noContent();
  }),
  bulkFetchIssues: (call) => bulkFetch(call, sites(call.tenant)),
});

function readIssue(call: RestCall, site: JiraSite, issue: Issue) {
  const style = viewStyle(call.tenant, call.request.path);
  if (call.request.query === "") return wholeIssue(site, issue, style);
  const expand = (call.query.get("expand") ?? "").split(",");
  const properties = call.query
    .getAll("properties")
    .flatMap((names) => names.split(","))
    .filter(Boolean);
  return json(200, {
    ...issueView(site, issue, style, wantedFields(call.query.getAll("fields"), "all")),
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

interface Written {
  readonly root: string;
  readonly revision: number;
  readonly answer: HostResponse;
}

const written = new WeakMap<Issue, Written>();

/** The commonest answer of all, kept until anything on the site changes. */
function wholeIssue(site: JiraSite, issue: Issue, style: ViewStyle): HostResponse {
  const known = written.get(issue);
  if (known?.revision === site.revision && known.root === style.root) return known.answer;
  const answer = json(200, issueView(site, issue, style, everyField));
  written.set(issue, { root: style.root, revision: site.revision, answer });
  return answer;
}

const propertiesOf = (issue: Issue, names: readonly string[]) =>
  Object.fromEntries(
    [...issue.properties].filter(([key]) => names.includes("*all") || names.includes(key)),
  );

function createOne(call: RestCall, site: JiraSite, report: ReportIssue) {
  const created = createIssue(call, site, call.json, report);
  return created.kind === "created"
    ? json(201, reference(call, created.issue))
    : jiraError(400, [], created.errors);
}

function createMany(call: RestCall, site: JiraSite, report: ReportIssue) {
  const updates = (call.json as { issueUpdates?: unknown[] })?.issueUpdates;
  if (!Array.isArray(updates) || updates.length === 0 || updates.length > 50)
    return jiraError(400, ["Between 1 and 50 issues can be created at once."]);
  const outcomes = updates.map((update) => createIssue(call, site, update, report));
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
  | { readonly kind: "refused"; readonly errors: Readonly<Record<string, string>> };

function createIssue(call: RestCall, site: JiraSite, body: unknown, report: ReportIssue): Created {
  const fields = ((body as { fields?: unknown })?.fields ?? {}) as Record<string, unknown>;
  const { id, key } = (fields.project ?? {}) as { id?: string; key?: string };
  const project = findProject(site, String(id ?? key ?? ""));
  if (!project)
    return { kind: "refused", errors: { project: "Specify a valid project ID or key" } };
  const read = readFields(
    site,
    { summary: undefined, issuetype: undefined, ...fields },
    project.id,
  );
  if (Object.keys(read.errors).length > 0) return { kind: "refused", errors: read.errors };
  const accountId = actorOf(site, call);
  const issue: Issue = {
    ...blank(
      site.nextId(),
      `${project.key}-${++project.lastNumber}`,
      project.id,
      accountId,
      call.nowMs,
    ),
    ...read.set,
    custom: new Map(read.custom),
  };
  addIssue(site, issue);
  report("jira:issue_created", site, issue, actorFrom(call, accountId));
  return { kind: "created", issue };
}

const blank = (
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
  type: issueTypes[2],
  status: statuses[0],
  priority: priorities[2],
  resolution: null,
  reporter,
  assignee: null,
  labels: [],
  createdMs: nowMs,
  updatedMs: nowMs,
  dueDate: null,
  parentId: null,
  custom: new Map(),
  properties: new Map(),
  comments: [],
  worklogs: [],
  changes: [],
  attachments: [],
  watchers: new Set([reporter]),
  voters: new Set(),
  links: [],
  remoteLinks: [],
  fixVersions: [],
  versions: [],
  components: [],
});

function editIssue(call: RestCall, site: JiraSite, issue: Issue, report: ReportIssue) {
  const body = (call.json ?? {}) as {
    fields?: Record<string, unknown>;
    update?: Record<string, unknown>;
  };
  const edited = edit(
    call,
    site,
    issue,
    { ...body.fields, ...fieldsOfUpdate(issue, body.update ?? {}) },
    report,
  );
  const wantsIssue = edited.status === 204 && call.query.get("returnIssue") === "true";
  const style = viewStyle(call.tenant, call.request.path);
  return wantsIssue ? json(200, issueView(site, issue, style, everyField)) : edited;
}

function edit(
  call: RestCall,
  site: JiraSite,
  issue: Issue,
  fields: Readonly<Record<string, unknown>>,
  report: ReportIssue,
) {
  const read = readFields(site, fields, issue.projectId);
  if (Object.keys(read.errors).length > 0) return jiraError(400, [], read.errors);
  const apply = () => {
    Object.assign(issue, read.set);
    for (const [field, value] of read.custom) issue.custom.set(field, value);
  };
  changeIssue(site, issue, changeItems(site, issue, read), apply, call, report);
  return noContent();
}

/** Applies a change, keeps it in the issue's history and tells add-ons; a change of nothing tells nobody. */
export function changeIssue(
  site: JiraSite,
  issue: Issue,
  items: Issue["changes"][number]["items"],
  apply: () => void,
  call: RestCall,
  report: ReportIssue,
): void {
  apply();
  if (items.length === 0) return;
  const author = actorOf(site, call);
  issue.updatedMs = call.nowMs;
  issue.changes.push({ id: site.nextId(), author, createdMs: call.nowMs, items });
  const changelog = { id: issue.changes.at(-1)!.id, items };
  report("jira:issue_updated", site, issue, actorFrom(call, author), { changelog });
}

function bulkFetch(call: RestCall, site: JiraSite) {
  const { issueIdsOrKeys = [], fields = [] } = (call.json ?? {}) as {
    issueIdsOrKeys?: string[];
    fields?: string[];
  };
  if (!Array.isArray(issueIdsOrKeys) || issueIdsOrKeys.length > 100)
    return jiraError(400, ["At most 100 issues can be fetched at once."]);
  const style = viewStyle(call.tenant, call.request.path);
  const wanted = wantedFields(fields, "navigable");
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
