import type { Person } from "../tenants/index.ts";
import type { Tenant } from "../world/index.ts";
import type { Component, Project, Version } from "./model/project.ts";
import type { IssueLinkType, IssueType, Priority, Status } from "./model/schemes.ts";

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
  description: type.description,
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
