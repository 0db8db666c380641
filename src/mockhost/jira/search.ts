import { jiraError, tokenPage } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { issueView, wantedFields } from "./issue-view.ts";
import { type Clause, parseJql, type Selected, select } from "./jql/index.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { viewStyle } from "./views.ts";

const STANDARD_PAGE = 50;
const LARGEST_PAGE = 100;
/** Pages may be this large when only ids and keys are asked for. */
const LARGEST_ID_PAGE = 5_000;

export const searchHandlers = (sites: SiteBook): Handlers => ({
  searchAndReconsileIssuesUsingJql: (call) => search(call, sites(call.tenant), fromQuery(call)),
  searchAndReconsileIssuesUsingJqlPost: (call) => search(call, sites(call.tenant), fromBody(call)),
  searchForIssuesUsingJql: gone,
  searchForIssuesUsingJqlPost: gone,
  countIssues: (call) => {
    const selected = selectIssues(call, sites(call.tenant), fromBody(call).jql);
    return selected.kind === "error"
      ? jiraError(400, selected.messages)
      : json(200, { count: selected.issues.length });
  },
  matchIssues: (call) => {
    const site = sites(call.tenant);
    const { jqls, issueIds } = (call.json ?? {}) as { jqls?: string[]; issueIds?: number[] };
    if (!Array.isArray(jqls) || !Array.isArray(issueIds))
      return jiraError(400, ["Both jqls and issueIds must be given."]);
    return json(200, { matches: jqls.map((jql) => matchesOf(call, site, String(jql), issueIds)) });
  },
  parseJqlQueries: (call) => {
    const { queries = [] } = (call.json ?? {}) as { queries?: unknown };
    if (!Array.isArray(queries)) return jiraError(400, ["'queries' must be a list."]);
    return json(200, { queries: queries.map((query) => parsedView(String(query))) });
  },
});

/** The search that answered with totals is gone since 2025; the host says where to go. */
function gone() {
  return jiraError(410, [
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046",
  ]);
}

/** Which of the asked issues a query selects. */
function matchesOf(call: RestCall, site: JiraSite, jql: string, issueIds: readonly number[]) {
  const selected = selectIssues(call, site, jql);
  if (selected.kind === "error") return { matchedIssues: [], errors: selected.messages };
  const found = new Set(selected.issues.map(({ id }) => Number(id)));
  return { matchedIssues: issueIds.filter((id) => found.has(id)), errors: [] };
}

interface Search {
  readonly jql: string;
  readonly nextPageToken: string | null;
  readonly maxResults: number;
  readonly fields: readonly string[];
}

function fromQuery({ query }: RestCall): Search {
  return {
    jql: query.get("jql") ?? "",
    nextPageToken: query.get("nextPageToken"),
    maxResults: Number(query.get("maxResults") ?? STANDARD_PAGE),
    fields: query.getAll("fields").flatMap((names) => names.split(",")),
  };
}

function fromBody({ json: body }: RestCall): Search {
  const {
    jql = "",
    nextPageToken = null,
    maxResults = STANDARD_PAGE,
    fields = [],
  } = (body ?? {}) as Partial<Search>;
  return {
    jql: String(jql),
    nextPageToken,
    maxResults: Number(maxResults),
    fields: Array.isArray(fields) ? fields.map(String) : [],
  };
}

function search(call: RestCall, site: JiraSite, asked: Search) {
  const selected = selectIssues(call, site, asked.jql);
  if (selected.kind === "error") return jiraError(400, selected.messages);
  const idsOnly = asked.fields.every((name) => name === "id" || name === "key");
  const size = Math.min(
    Math.max(1, Math.trunc(asked.maxResults) || STANDARD_PAGE),
    idsOnly ? LARGEST_ID_PAGE : LARGEST_PAGE,
  );
  const page = tokenPage(selected.issues, asked.nextPageToken, size);
  if (page.kind === "bad-token")
    return jiraError(400, ["The provided next page token is invalid or expired."]);
  const style = viewStyle(call.tenant, call.request.path);
  const wanted = wantedFields(asked.fields, "navigable");
  const issues = page.items.map((issue) =>
    asked.fields.length === 0
      ? { id: issue.id }
      : idsOnly
        ? { id: issue.id, key: issue.key, self: `${style.root}/issue/${issue.id}` }
        : issueView(site, issue, style, wanted),
  );
  return json(200, {
    issues,
    isLast: page.nextPageToken === null,
    ...(page.nextPageToken ? { nextPageToken: page.nextPageToken } : {}),
  });
}

function selectIssues(call: RestCall, site: JiraSite, jql: string): Selected {
  const parsed = parseJql(jql);
  if (parsed.kind === "error") return { kind: "error", messages: [parsed.message] };
  if (parsed.query.where === null)
    return {
      kind: "error",
      messages: [
        "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.",
      ],
    };
  return select(parsed.query, { site, nowMs: call.nowMs, accountId: call.caller.accountId });
}

function parsedView(query: string) {
  const parsed = parseJql(query);
  if (parsed.kind === "error") return { query, errors: [parsed.message] };
  const { where, orderBy } = parsed.query;
  return {
    query,
    structure: {
      ...(where ? { where: clauseView(where) } : {}),
      ...(orderBy.length > 0
        ? {
            orderBy: {
              fields: orderBy.map(({ field, direction }) => ({
                field: { name: field },
                direction,
              })),
            },
          }
        : {}),
    },
  };
}

function clauseView(clause: Clause): unknown {
  if (clause.kind === "terminal") {
    const operands = clause.operands.map((o) =>
      o.kind === "value"
        ? { value: o.value }
        : o.kind === "empty"
          ? { keyword: "empty" }
          : { function: o.name, arguments: o.args },
    );
    const isList = clause.operator.endsWith("in");
    return {
      field: { name: clause.field },
      operator: clause.operator,
      operand: isList ? { values: operands } : operands[0],
    };
  }
  const parts = clause.kind === "not" ? [clause.part] : clause.parts;
  return { operator: clause.kind, clauses: parts.map(clauseView) };
}
