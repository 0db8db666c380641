import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json, noContent, pageBean } from "../rest/index.ts";
import type { Issue } from "./issue.ts";
import { onProject } from "./on-project.ts";
import { findProject, type JiraSite, type Version } from "./site.ts";
import type { SiteBook } from "./site-book.ts";
import { onPart } from "./site-parts.ts";
import { versionView, viewStyle } from "./views.ts";

/** Releases of projects, and which issues name them. */
export const versionHandlers = (sites: SiteBook): Handlers => {
  const onVersion = onPart(sites, ({ versions }) => versions, "version");
  return {
    createVersion: (call) => createVersion(call, sites(call.tenant)),
    getVersion: onVersion((call, _, version) => json(200, shown(call, version))),
    updateVersion: onVersion(updateVersion),
    deleteVersion: onVersion((_, site, version) => {
      site.versions.delete(version.id);
      for (const issue of site.issues.values()) {
        issue.fixVersions = issue.fixVersions.filter((id) => id !== version.id);
        issue.versions = issue.versions.filter((id) => id !== version.id);
      }
      return noContent();
    }),
    getVersionRelatedIssues: onVersion((call, site, { id }) =>
      json(200, {
        self: `${viewStyle(call.tenant, call.request.path).root}/version/${id}`,
        issuesFixedCount: count(site, ({ fixVersions }) => fixVersions.includes(id)),
        issuesAffectedCount: count(site, ({ versions }) => versions.includes(id)),
        issueCountWithCustomFieldsShowingVersion: 0,
        customFieldUsage: [],
      }),
    ),
    getVersionUnresolvedIssues: onVersion((call, site, { id }) =>
      json(200, {
        self: `${viewStyle(call.tenant, call.request.path).root}/version/${id}`,
        issuesCount: count(site, ({ fixVersions }) => fixVersions.includes(id)),
        issuesUnresolvedCount: count(
          site,
          ({ fixVersions, resolution }) => resolution === null && fixVersions.includes(id),
        ),
      }),
    ),
    getProjectVersions: onProject(sites, (call, site, { id }) =>
      json(
        200,
        versionsOf(site, id).map((version) => shown(call, version)),
      ),
    ),
    getProjectVersionsPaginated: onProject(sites, (call, site, { id }) => {
      const all = versionsOf(site, id).map((version) => shown(call, version));
      return json(200, pageBean(call, all));
    }),
  };
};

const shown = (call: RestCall, version: Version) =>
  versionView(version, viewStyle(call.tenant, call.request.path));

const versionsOf = (site: JiraSite, projectId: string): Version[] =>
  [...site.versions.values()].filter((version) => version.projectId === projectId);

const count = (site: JiraSite, test: (issue: Issue) => boolean): number =>
  [...site.issues.values()].filter(test).length;

type VersionInput = Partial<Omit<Version, "projectId">> & {
  readonly projectId?: number | string;
  readonly project?: string;
};

function createVersion(call: RestCall, site: JiraSite) {
  const input = (call.json ?? {}) as VersionInput;
  const project = findProject(site, String(input.projectId ?? input.project ?? ""));
  if (!project) return jiraError(404, ["Project must be specified to create a version."]);
  const version: Version = {
    id: site.nextId(),
    projectId: project.id,
    name: "",
    description: "",
    archived: false,
    released: false,
    startDate: null,
    releaseDate: null,
  };
  const wrong = mistakeIn(site, version, { ...input, name: input.name ?? "" });
  if (wrong) return jiraError(400, [], wrong);
  site.versions.set(version.id, Object.assign(version, settable(input)));
  return json(201, shown(call, version));
}

function updateVersion(call: RestCall, site: JiraSite, version: Version) {
  const input = (call.json ?? {}) as VersionInput;
  const wrong = mistakeIn(site, version, input);
  if (wrong) return jiraError(400, [], wrong);
  return json(200, shown(call, Object.assign(version, settable(input))));
}

function mistakeIn(site: JiraSite, { id, projectId }: Version, input: VersionInput) {
  const { name, startDate, releaseDate } = input;
  if (name !== undefined && (typeof name !== "string" || name.trim() === ""))
    return { name: "You must specify a valid version name" };
  if (versionsOf(site, projectId).some((other) => other.id !== id && other.name === name))
    return { name: "A version with this name already exists in this project." };
  for (const [field, date] of Object.entries({ startDate, releaseDate }))
    if (date && !/^\d{4}-\d\d-\d\d$/.test(String(date)))
      return { [field]: "The date must be written as yyyy-MM-dd." };
  return null;
}

const settableFields = [
  "name",
  "description",
  "archived",
  "released",
  "startDate",
  "releaseDate",
] as const;

const settable = (input: VersionInput): Partial<Version> =>
  Object.fromEntries(
    settableFields.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  );
