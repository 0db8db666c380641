import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import type { Handlers, HostResponse, RestCall } from "../world/index.ts";
import { actorFrom, asSecondary, type EmitIssueEvent } from "./emit-events.ts";
import type { Issue } from "./model/issue.ts";
import { findIssue, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { addTask, seeTask } from "./tasks.ts";

const MOST_ISSUES = 10_000;
const MOST_PROPERTIES = 10;

type Fields = Readonly<Record<string, unknown>>;

/** Properties of many issues at once: a task does it, and add-ons hear of each by the slower flow. */
export const bulkPropertyHandlers = (sites: SiteBook, emitIssue: EmitIssueEvent): Handlers => ({
  bulkSetIssuesPropertiesList: (call) => {
    const { entitiesIds, properties } = Object(call.json) as Fields;
    const site = sites(call.tenant);
    const wrong = mistakeIn(entitiesIds, properties);
    if (wrong !== null) return jiraError(400, [wrong]);
    for (const issue of issuesNamed(site, entitiesIds))
      setAll(call, site, issue, properties as Fields, emitIssue);
    return done(call, site);
  },
  bulkSetIssuePropertiesByIssue: (call) => {
    const { issues } = Object(call.json) as Fields;
    if (!Array.isArray(issues) || issues.length === 0 || issues.length > 100)
      return jiraError(400, ["Between 1 and 100 issues must be given."]);
    const site = sites(call.tenant);
    const asked = issues.map((one) => Object(one) as Fields);
    const wrong = asked.map((one) => mistakeIn([one.issueID], one.properties)).find(Boolean);
    if (wrong) return jiraError(400, [wrong]);
    for (const { issueID, properties } of asked)
      for (const issue of issuesNamed(site, [issueID]))
        setAll(call, site, issue, properties as Fields, emitIssue);
    return done(call, site);
  },
  bulkSetIssueProperty: (call) => {
    const { value, expression, filter } = Object(call.json) as Fields;
    if (expression !== undefined || value === undefined)
      return jiraError(400, ["'value' is required; expressions are not evaluated here."]);
    const site = sites(call.tenant);
    const key = call.params.propertyKey ?? "";
    for (const issue of filtered(site, key, filter))
      setAll(call, site, issue, { [key]: value }, emitIssue);
    return done(call, site);
  },
  bulkDeleteIssueProperty: (call) => {
    const site = sites(call.tenant);
    const key = call.params.propertyKey ?? "";
    for (const issue of filtered(site, key, call.json)) {
      if (!issue.properties.delete(key)) continue;
      emitChange("issue_property_deleted", call, site, issue, { key, value: null }, emitIssue);
    }
    return done(call, site);
  },
});

const done = (call: RestCall, site: JiraSite): HostResponse =>
  seeTask(call, addTask(call, site, "Bulk change of issue properties"));

function mistakeIn(ids: unknown, properties: unknown): string | null {
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MOST_ISSUES)
    return `Between 1 and ${MOST_ISSUES} ids of issues must be given.`;
  const count = Object.keys(Object(properties ?? {})).length;
  return count === 0 || count > MOST_PROPERTIES
    ? `Between 1 and ${MOST_PROPERTIES} properties must be given.`
    : null;
}

const issuesNamed = (site: JiraSite, ids: unknown): Issue[] =>
  (Array.isArray(ids) ? ids : []).flatMap((id) => findIssue(site, String(id)) ?? []);

/** Those that `entityIds`, `hasProperty` and `currentValue` leave. */
function filtered(site: JiraSite, key: string, filter: unknown): Issue[] {
  const { entityIds, hasProperty, currentValue } = Object(filter ?? {}) as Fields;
  const all = entityIds === undefined ? [...site.issues.values()] : issuesNamed(site, entityIds);
  const wanted = currentValue === undefined ? null : JSON.stringify(currentValue);
  return all.filter(
    ({ properties }) =>
      (hasProperty === undefined || properties.has(key) === hasProperty) &&
      (wanted === null || JSON.stringify(properties.get(key)) === wanted),
  );
}

function setAll(
  call: RestCall,
  site: JiraSite,
  issue: Issue,
  properties: Fields,
  emitIssue: EmitIssueEvent,
): void {
  for (const [key, value] of Object.entries(properties)) {
    issue.properties.set(key, value);
    emitChange("issue_property_set", call, site, issue, { key, value }, emitIssue);
  }
}

const emitChange = (
  type: string,
  call: RestCall,
  site: JiraSite,
  issue: Issue,
  property: { readonly key: string; readonly value: unknown },
  emitIssue: EmitIssueEvent,
): void =>
  emitIssue(type, site, issue, asSecondary(actorFrom(call, actorOf(site, call))), { property });
