import type { Tenant } from "../tenant.ts";
import type { Person } from "../tenants/index.ts";
import { textOf } from "./adf.ts";
import type { Issue, IssueLink } from "./issue.ts";
import type { IssueLinkType, IssueType, Priority, Status } from "./schemes.ts";
import { type Component, type JiraSite, type Project, subtasksOf, type Version } from "./site.ts";

/** How one version of the interface shows things: 3 has documents where 2 has text. */
export interface ViewStyle {
  readonly root: string;
  readonly asText: boolean;
}

export const viewStyle = (tenant: Tenant, path: string): ViewStyle => ({
  root: `${tenant.baseUrl}/rest/api/${path.startsWith("/rest/api/2/") ? 2 : 3}`,
  asText: path.startsWith("/rest/api/2/"),
});

/** Jira's own form of a moment: "2026-11-23T09:30:00.000+0000". */
export const jiraTime = (ms: number): string => new Date(ms).toISOString().replace("Z", "+0000");

export function userView(person: Person, style: ViewStyle, showsEmail = false) {
  const avatar = (px: number) => `${siteOf(style)}/avatar/${person.index}?size=${px}`;
  return {
    self: `${style.root}/user?accountId=${person.accountId}`,
    accountId: person.accountId,
    ...(showsEmail ? { emailAddress: person.emailAddress } : {}),
    avatarUrls: {
      "48x48": avatar(48),
      "24x24": avatar(24),
      "16x16": avatar(16),
      "32x32": avatar(32),
    },
    displayName: person.displayName,
    active: person.active,
    timeZone: person.timeZone,
    accountType: "atlassian",
  };
}

/** Where the pictures are: the site's address, whichever interface is asked. */
const siteOf = ({ root }: ViewStyle): string => root.slice(0, root.indexOf("/rest/"));

/** The addresses of one picture in the four sizes. */
export const avatarUrls = (type: "project" | "issuetype", id: number, style: ViewStyle) => {
  const address = avatarUrl(type, id, style);
  return {
    "48x48": address,
    "24x24": `${address}?size=small`,
    "16x16": `${address}?size=xsmall`,
    "32x32": `${address}?size=medium`,
  };
};

const avatarUrl = (type: "project" | "issuetype", id: number, { root }: ViewStyle): string =>
  `${root}/universal_avatar/view/type/${type}/avatar/${id}`;

export const statusView = (status: Status, style: ViewStyle) => ({
  self: `${style.root}/status/${status.id}`,
  description: "",
  iconUrl: `${siteOf(style)}/images/icons/statuses/generic.png`,
  name: status.name,
  id: status.id,
  statusCategory: {
    self: `${style.root}/statuscategory/${status.category.id}`,
    ...status.category,
  },
});

export const issueTypeView = (type: IssueType, style: ViewStyle) => ({
  self: `${style.root}/issuetype/${type.id}`,
  id: type.id,
  description: "",
  iconUrl: `${avatarUrl("issuetype", type.avatarId, style)}?size=medium`,
  avatarId: type.avatarId,
  name: type.name,
  subtask: type.subtask,
  hierarchyLevel: type.hierarchyLevel,
});

export const priorityView = (priority: Priority, style: ViewStyle) => ({
  self: `${style.root}/priority/${priority.id}`,
  iconUrl: `${siteOf(style)}/images/icons/priorities/${priority.name.toLowerCase()}.svg`,
  ...priority,
});

export const projectView = (project: Project, style: ViewStyle) => ({
  self: `${style.root}/project/${project.id}`,
  id: project.id,
  key: project.key,
  name: project.name,
  projectTypeKey: "software",
  avatarUrls: avatarUrls("project", project.avatarId, style),
  simplified: false,
  style: "classic",
  isPrivate: false,
});

/** Every field of an issue; `wanted` decides which are shown. */
function issueFields(site: JiraSite, issue: Issue, style: ViewStyle, wanted: WantedFields) {
  const user = (accountId: string | null) => {
    const person = accountId === null ? null : site.person(accountId);
    return person ? userView(person, style) : null;
  };
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fieldValues))
    if (wanted(name)) fields[name] = value({ site, issue, style, user });
  for (const [name, value] of issue.custom) if (wanted(name)) fields[name] = value;
  return fields;
}

interface Field {
  readonly site: JiraSite;
  readonly issue: Issue;
  readonly style: ViewStyle;
  readonly user: (accountId: string | null) => unknown;
}

/** One entry per system field: what the interface shows for it. */
const fieldValues: Readonly<Record<string, (field: Field) => unknown>> = {
  summary: ({ issue }) => issue.summary,
  description: ({ issue, style }) =>
    style.asText && issue.description ? textOf(issue.description) : issue.description,
  issuetype: ({ issue, style }) => issueTypeView(issue.type, style),
  project: ({ site, issue, style }) => projectView(site.projects.get(issue.projectId)!, style),
  status: ({ issue, style }) => statusView(issue.status, style),
  priority: ({ issue, style }) => priorityView(issue.priority, style),
  resolution: ({ issue, style }) =>
    issue.resolution && {
      self: `${style.root}/resolution/${issue.resolution.id}`,
      ...issue.resolution,
    },
  resolutiondate: ({ issue }) => (issue.resolution ? jiraTime(issue.updatedMs) : null),
  reporter: ({ issue, user }) => user(issue.reporter),
  creator: ({ issue, user }) => user(issue.reporter),
  assignee: ({ issue, user }) => user(issue.assignee),
  labels: ({ issue }) => issue.labels,
  fixVersions: ({ site, issue, style }) =>
    issue.fixVersions.flatMap((id) => shown(site.versions.get(id), versionView, style)),
  versions: ({ site, issue, style }) =>
    issue.versions.flatMap((id) => shown(site.versions.get(id), versionView, style)),
  components: ({ site, issue, style }) =>
    issue.components.flatMap((id) => shown(site.components.get(id), componentSummary, style)),
  issuelinks: ({ site, issue, style }) =>
    issue.links.map((link) => linkView(site, link, style, issue)),
  votes: ({ issue, style }) => ({
    self: `${style.root}/issue/${issue.key}/votes`,
    votes: issue.voters.size,
    hasVoted: false,
  }),
  watches: ({ issue, style }) => ({
    self: `${style.root}/issue/${issue.key}/watchers`,
    watchCount: issue.watchers.size,
    isWatching: false,
  }),
  created: ({ issue }) => jiraTime(issue.createdMs),
  updated: ({ issue }) => jiraTime(issue.updatedMs),
  duedate: ({ issue }) => issue.dueDate,
  parent: ({ site, issue, style }) => {
    const parent = issue.parentId === null ? undefined : site.issues.get(issue.parentId);
    return parent && summaryView(site, parent, style);
  },
  subtasks: ({ site, issue, style }) =>
    subtasksOf(site, issue).map((subtask) => summaryView(site, subtask, style)),
};

const shown = <T>(
  part: T | undefined,
  view: (part: T, style: ViewStyle) => unknown,
  style: ViewStyle,
): unknown[] => (part === undefined ? [] : [view(part, style)]);

export const versionView = (version: Version, { root }: ViewStyle) => ({
  self: `${root}/version/${version.id}`,
  id: version.id,
  name: version.name,
  description: version.description,
  archived: version.archived,
  released: version.released,
  ...(version.startDate === null ? {} : { startDate: version.startDate }),
  ...(version.releaseDate === null ? {} : { releaseDate: version.releaseDate }),
  projectId: Number(version.projectId),
});

export const componentSummary = ({ id, name, description }: Component, { root }: ViewStyle) => ({
  self: `${root}/component/${id}`,
  id,
  name,
  description,
});

export const linkTypeView = (type: IssueLinkType, { root }: ViewStyle) => ({
  ...type,
  self: `${root}/issueLinkType/${type.id}`,
});

/** A link with both its issues, or as one of them shows it: with the other one only. */
export function linkView(site: JiraSite, link: IssueLink, style: ViewStyle, from?: Issue) {
  const side = (id: string) => summaryView(site, site.issues.get(id)!, style);
  return {
    id: link.id,
    self: `${style.root}/issueLink/${link.id}`,
    type: linkTypeView(link.type, style),
    ...(from?.id === link.inwardId ? {} : { inwardIssue: side(link.inwardId) }),
    ...(from?.id === link.outwardId ? {} : { outwardIssue: side(link.outwardId) }),
  };
}

/** An issue as another one shows it. */
const summaryView = (site: JiraSite, issue: Issue, style: ViewStyle) => ({
  id: issue.id,
  key: issue.key,
  self: `${style.root}/issue/${issue.id}`,
  fields: issueFields(site, issue, style, isSummaryField),
});

const summaryFields = new Set(["summary", "status", "priority", "issuetype"]);
const isSummaryField = (field: string): boolean => summaryFields.has(field);

/** Whether a field is wanted. */
export type WantedFields = (field: string) => boolean;

/** The grammar of the `fields` parameter: names, `*all`, `*navigable`, and `-name` to leave one out. */
export function wantedFields(
  names: readonly string[],
  standard: "all" | "navigable",
): WantedFields {
  const given = names
    .flatMap((name) => name.split(","))
    .map((name) => name.trim())
    .filter(Boolean);
  const left = new Set(given.filter((name) => name.startsWith("-")).map((name) => name.slice(1)));
  const named = new Set(given.filter((name) => !name.startsWith("-") && !name.startsWith("*")));
  const broad =
    given.includes("*all") ||
    given.includes("*navigable") ||
    (named.size === 0 && (given.length > 0 || standard === "all"));
  return (field) =>
    !left.has(field) &&
    (named.has(field) || broad || (given.length === 0 && standard === "navigable"));
}

/** An issue as `GET issue` shows it. */
export const issueView = (
  site: JiraSite,
  issue: Issue,
  style: ViewStyle,
  wanted: WantedFields,
) => ({
  expand: "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
  id: issue.id,
  self: `${style.root}/issue/${issue.id}`,
  key: issue.key,
  fields: issueFields(site, issue, style, wanted),
});
