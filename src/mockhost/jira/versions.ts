import { jiraError, pageBean } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import { actorFrom, eventStyle, type SiteEvents } from "./emit-events.ts";
import type { Issue } from "./model/issue.ts";
import type { Version } from "./model/project.ts";
import { findProject, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onProject } from "./on-project.ts";
import { onPart } from "./site-parts.ts";
import { moveVersion, readSuccessors, removeVersion } from "./version-changes.ts";
import { versionView, viewStyle } from "./views.ts";

/** Releases of projects, and which issues name them. */
export const versionHandlers = (sites: SiteBook, events: SiteEvents): Handlers => {
  const onVersion = onPart(sites, ({ versions }) => versions, "version");
  const by = (call: RestCall, site: JiraSite) => actorFrom(call, actorOf(site, call));
  const emitChange = (act: string, call: RestCall, site: JiraSite, version: Version) =>
    events.emit(`jira:version_${act}`, site, by(call, site), {
      version: versionView(version, eventStyle(site)),
    });
  const remove = (successors: (call: RestCall) => { fix: unknown; affected: unknown }) =>
    onVersion((call, site, version) => {
      const read = readSuccessors(site, version, successors(call));
      if (read.kind === "refused") return jiraError(400, [read.message]);
      removeVersion(site, version, read, by(call, site), events);
      return noContent();
    });
  return {
    createVersion: (call) => {
      const site = sites(call.tenant);
      const made = createVersion(call, site);
      if (!("id" in made)) return made;
      emitChange("created", call, site, made);
      return json(201, shown(call, made));
    },
    getVersion: onVersion((call, _, version) => json(200, shown(call, version))),
    updateVersion: onVersion((call, site, version) => {
      const input = (call.json ?? {}) as VersionInput;
      const wrong = mistakeIn(site, version, input);
      if (wrong) return jiraError(400, [], wrong);
      for (const act of changeVersion(version, input)) emitChange(act, call, site, version);
      return json(200, shown(call, version));
    }),
    moveVersion: onVersion((call, site, version) => {
      const wrong = moveVersion(site, version, call.json);
      if (wrong !== null) return jiraError(400, [wrong]);
      emitChange("moved", call, site, version);
      return json(200, shown(call, version));
    }),
    deleteVersion: remove(({ query }) => ({
      fix: query.get("moveFixIssuesTo"),
      affected: query.get("moveAffectedIssuesTo"),
    })),
    deleteAndReplaceVersion: remove((call) => {
      const { moveFixIssuesTo = null, moveAffectedIssuesTo = null } = Object(call.json);
      return { fix: moveFixIssuesTo, affected: moveAffectedIssuesTo };
    }),
    mergeVersions: remove(({ params }) => ({
      fix: params.moveIssuesTo,
      affected: params.moveIssuesTo,
    })),
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
  return version;
}

/** Changes a version and says what that is called: releasing it is an event of its own. */
function changeVersion(version: Version, input: VersionInput): string[] {
  const before = { ...version };
  Object.assign(version, settable(input));
  const isChanged = settableFields.some(
    (field) => field !== "released" && before[field] !== version[field],
  );
  return [
    ...(isChanged ? ["updated"] : []),
    ...(before.released === version.released ? [] : [version.released ? "released" : "unreleased"]),
  ];
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
