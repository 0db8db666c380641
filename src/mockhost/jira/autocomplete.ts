import { jiraError } from "../rest/index.ts";
import { askingFor, type Handlers, json, type RestCall } from "../world/index.ts";
import { fieldsOf, type ShownField } from "./fields.ts";
import { priorities, resolutions, statuses } from "./model/schemes.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { searchedPeople } from "./search-people.ts";

const MOST_SUGGESTED = 15;

const reserved = [
  "and",
  "or",
  "not",
  "in",
  "is",
  "was",
  "empty",
  "null",
  "order",
  "by",
  "asc",
  "desc",
];
const functions = ["currentUser()", "now()", "startOfDay()", "endOfDay()", "startOfWeek()"];

/** What an editor for JQL offers while somebody writes. */
export const autocompleteHandlers = (sites: SiteBook): Handlers => {
  const whole = (call: RestCall) =>
    json(200, {
      visibleFieldNames: fieldsOf(sites(call.tenant)).map(fieldView),
      visibleFunctionNames: functions.map((value) => ({
        value,
        displayName: value,
        types: [
          value === "currentUser()" ? "com.atlassian.jira.user.ApplicationUser" : "java.util.Date",
        ],
      })),
      jqlReservedWords: reserved,
    });
  return {
    getAutoComplete: whole,
    getAutoCompletePost: whole,
    getFieldAutoCompleteForQueryString: (call) => json(200, suggested(call, sites(call.tenant))),
    sanitiseJqlQueries: (call) => {
      const { queries } = Object(call.json) as { queries?: { query?: unknown }[] };
      if (!Array.isArray(queries)) return jiraError(400, ["'queries' must be a list."]);
      return json(200, {
        queries: queries.map((one) => {
          const initialQuery = String(Object(one).query ?? "");
          return { initialQuery, sanitizedQuery: initialQuery };
        }),
      });
    },
    migrateQueries: (call) => {
      const { queryStrings } = Object(call.json) as { queryStrings?: unknown };
      return Array.isArray(queryStrings)
        ? json(200, { queryStrings, queriesWithUnknownUsers: [] })
        : jiraError(400, ["'queryStrings' must be a list."]);
    },
  };
};

const fieldView = ({ id, name, custom, schema, orderable }: ShownField) => ({
  value: custom ? `cf[${id.replace("customfield_", "")}]` : id,
  displayName: custom ? `${name} - cf[${id.replace("customfield_", "")}]` : name,
  ...(custom ? { cfid: `cf[${id.replace("customfield_", "")}]` } : {}),
  auto: "true",
  orderable: String(orderable),
  searchable: "true",
  operators:
    schema.type === "string"
      ? ["~", "!~", "is not", "is"]
      : ["=", "!=", "in", "not in", "is not", "is"],
  types: [`java.lang.${schema.type === "number" ? "Number" : "String"}`],
});

/** Values of a field that begin as somebody began to write. */
function suggested(call: RestCall, site: JiraSite) {
  const field = (call.query.get("fieldName") ?? "").toLowerCase();
  const begun = (call.query.get("fieldValue") ?? "").toLowerCase().replaceAll('"', "");
  if (["assignee", "reporter", "creator"].includes(field))
    return { results: people(call, site, begun) };
  const found = namesOf(site, field).filter((name) => name.toLowerCase().startsWith(begun));
  const results = [...new Set(found)].slice(0, MOST_SUGGESTED).map((name) => ({
    value: name.includes(" ") ? `"${name}"` : name,
    displayName: name,
  }));
  return { results };
}

function people(call: RestCall, site: JiraSite, begun: string) {
  const query = new URLSearchParams({ query: begun, maxResults: String(MOST_SUGGESTED) });
  return searchedPeople(askingFor(call, { query }), site).map(({ accountId, displayName }) => ({
    value: accountId,
    displayName,
  }));
}

function namesOf(site: JiraSite, field: string): readonly string[] {
  const all: Readonly<Record<string, () => readonly string[]>> = {
    project: () => [...site.projects.values()].map(({ key }) => key),
    status: () => statuses.map(({ name }) => name),
    issuetype: () => site.issueTypes.map(({ name }) => name),
    type: () => site.issueTypes.map(({ name }) => name),
    priority: () => priorities.map(({ name }) => name),
    resolution: () => resolutions.map(({ name }) => name),
    labels: () => [...site.issues.values()].flatMap(({ labels }) => labels),
    component: () => [...site.components.values()].map(({ name }) => name),
    fixversion: () => [...site.versions.values()].map(({ name }) => name),
    affectedversion: () => [...site.versions.values()].map(({ name }) => name),
  };
  return all[field]?.() ?? [];
}
