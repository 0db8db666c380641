import { jiraError, wholeNumber } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import type { CommentOrWorklog, Issue } from "./model/issue.ts";
import { statusCategories } from "./model/schemes.ts";
import { findProject, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { issueTypeView, viewStyle } from "./views.ts";

const MOST_PICKED = 20;
const MOST_WORKLOGS = 1_000;

/** What dialogs and synchronising add-ons look up: issues by a few letters, keys, roles, latest work. */
export const lookupHandlers = (sites: SiteBook): Handlers => ({
  getIssuePickerResource: (call) => json(200, picked(call, sites(call.tenant))),
  getIdsOfWorklogsModifiedSince: (call) =>
    json(200, since(call, "updated", modified(sites(call.tenant)))),
  getIdsOfWorklogsDeletedSince: (call) =>
    json(200, since(call, "deleted", sites(call.tenant).deletedWorklogs)),
  getStatusCategory: (call) => {
    const { idOrKey } = call.params;
    const found = statusCategories.find(({ id, key }) => String(id) === idOrKey || key === idOrKey);
    const { root } = viewStyle(call.tenant, call.request.path);
    return found
      ? json(200, { self: `${root}/statuscategory/${found.id}`, ...found })
      : jiraError(404, ["There is no such status category."]);
  },
  validateProjectKey: (call) => {
    const wrong = mistakeInKey(sites(call.tenant), call.query.get("key") ?? "");
    return json(200, { errorMessages: [], errors: wrong === null ? {} : { projectKey: wrong } });
  },
  getValidProjectKey: (call) => {
    const site = sites(call.tenant);
    const asked = (call.query.get("key") ?? "").toUpperCase().replace(/[^A-Z0-9]/g, "");
    const key = asked.slice(0, 10) || "PROJECT";
    const free = (n: number): string => {
      const next = n === 0 ? key : `${key.slice(0, 8)}${n}`;
      return findProject(site, next) ? free(n + 1) : next;
    };
    return json(200, free(0));
  },
  getValidProjectName: (call) => {
    const site = sites(call.tenant);
    const name = call.query.get("name") ?? "";
    if (name === "") return jiraError(400, ["You must specify a valid project name."]);
    const names = new Set([...site.projects.values()].map((project) => project.name));
    const free = (n: number): string => {
      const next = n === 1 ? name : `${name} ${n}`;
      return names.has(next) ? free(n + 1) : next;
    };
    return json(200, free(1));
  },
  getPermittedProjects: (call) =>
    json(200, {
      projects: [...sites(call.tenant).projects.values()].map(({ id, key }) => ({
        id: Number(id),
        key,
      })),
    }),
  // Nobody's mail is read here, so that nothing is left to do.
  notify: onIssue(sites, () => ({ status: 204 })),
});

function mistakeInKey(site: JiraSite, key: string): string | null {
  if (key === "") return "You must specify a valid project key.";
  if (!/^[A-Z][A-Z0-9]{1,9}$/.test(key))
    return "Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.";
  return findProject(site, key) ? `Project '${key}' uses this project key.` : null;
}

/** Issues whose key or summary has the letters, latest first. */
function picked(call: RestCall, site: JiraSite) {
  const query = (call.query.get("query") ?? "").toLowerCase();
  const not = call.query.get("currentIssueKey");
  const found = [...site.issues.values()]
    .filter(({ key, summary }) => key !== not && `${key} ${summary}`.toLowerCase().includes(query))
    .sort((a, b) => b.updatedMs - a.updatedMs);
  const issues = found.slice(0, MOST_PICKED).map((issue) => pickedView(call, issue));
  const sub = `Showing ${issues.length} of ${found.length} matching issues`;
  return { sections: [{ id: "cs", label: "Current Search", sub, issues }] };
}

function pickedView(call: RestCall, { id, key, summary, type }: Issue) {
  const { iconUrl } = issueTypeView(type, viewStyle(call.tenant, call.request.path));
  return { id: Number(id), key, keyHtml: key, img: iconUrl, summary, summaryText: summary };
}

interface Dated {
  readonly id: string;
  readonly atMs: number;
}

const modified = (site: JiraSite): Dated[] =>
  [...site.issues.values()]
    .flatMap(({ worklogs }): CommentOrWorklog[] => worklogs)
    .map(({ id, updatedMs }) => ({ id, atMs: updatedMs }));

/** Worklogs to which something happened since a moment, oldest first; `until` is where the next call goes on. */
function since(call: RestCall, what: "updated" | "deleted", all: readonly Dated[]) {
  const sinceMs = wholeNumber(call, "since", 0, Number.MAX_SAFE_INTEGER);
  const later = all.filter(({ atMs }) => atMs > sinceMs).toSorted((a, b) => a.atMs - b.atMs);
  const { root } = viewStyle(call.tenant, call.request.path);
  const values = later
    .slice(0, MOST_WORKLOGS)
    .map(({ id, atMs }) => ({ worklogId: Number(id), updatedTime: atMs, properties: [] }));
  const until = values.at(-1)?.updatedTime ?? sinceMs;
  const lastPage = later.length <= MOST_WORKLOGS;
  const page = (from: number) => `${root}/worklog/${what}?since=${from}`;
  return {
    values,
    since: sinceMs,
    until,
    self: page(sinceMs),
    ...(lastPage ? {} : { nextPage: page(until) }),
    lastPage,
  };
}
