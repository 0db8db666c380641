import type { Tenant } from "../tenant.ts";
import type { Directory, Person } from "../tenants/index.ts";
import type { AppFieldOption } from "./app-field-options.ts";
import type { TimeTracking } from "./configuration.ts";
import type { CustomField } from "./custom-field.ts";
import type { Dashboard } from "./dashboards.ts";
import type { Issue, IssueLink } from "./issue.ts";
import type { ProjectCategory } from "./project-categories.ts";
import type { Actors } from "./roles.ts";
import type { IssueLinkType, IssueType } from "./schemes.ts";
import type { Share } from "./share.ts";
import type { Task } from "./tasks.ts";
import type { Avatar } from "./uploaded-avatars.ts";

export interface Project {
  readonly id: string;
  key: string;
  name: string;
  /** Account id. */
  lead: string;
  description: string;
  readonly properties: Map<string, unknown>;
  /** Number of the latest issue. */
  lastNumber: number;
  readonly createdMs: number;
  /** Kept, but out of the lists. */
  isArchived: boolean;
  avatarId: number;
  /** Null: it is in none. */
  categoryId: string | null;
}

/** A project in the bin, with the issues that come back with it. */
interface BinnedProject {
  readonly project: Project;
  readonly issues: readonly Issue[];
}

/** A release of a project. Dates are "2026-11-23", where there are any. */
export interface Version {
  readonly id: string;
  readonly projectId: string;
  name: string;
  description: string;
  archived: boolean;
  released: boolean;
  startDate: string | null;
  releaseDate: string | null;
}

/** A part of a project. */
export interface Component {
  readonly id: string;
  readonly projectId: string;
  name: string;
  description: string;
  /** Account id. */
  lead: string | null;
}

/** A search that somebody has kept. */
export interface Filter {
  readonly id: string;
  name: string;
  description: string;
  jql: string;
  /** Account ids. */
  owner: string;
  readonly favouriteOf: Set<string>;
  readonly shares: Share[];
  readonly editShares: Share[];
  /** Ids of fields; null: as everybody has them. */
  columns: readonly string[] | null;
}

/** All that one Jira site holds. Made on first use; what the seed decides is the same whenever that is. */
export interface JiraSite {
  readonly tenant: Tenant;
  readonly projects: Map<string, Project>;
  readonly bin: Map<string, BinnedProject>;
  readonly issueTypes: IssueType[];
  readonly linkTypes: IssueLinkType[];
  /** Those that were uploaded. */
  readonly avatars: Map<number, Avatar>;
  readonly issues: Map<string, Issue>;
  readonly issueByKey: Map<string, Issue>;
  readonly versions: Map<string, Version>;
  readonly components: Map<string, Component>;
  readonly links: Map<string, IssueLink>;
  /** Counts the changes of anything on the site, so that answers can be kept in between. */
  revision: number;
  /** By the id of the type. */
  readonly issueTypeProperties: Map<string, Map<string, unknown>>;
  readonly filters: Map<string, Filter>;
  /** With whom people share what they make, by account id. */
  readonly shareScopes: Map<string, string>;
  readonly customFields: Map<string, CustomField>;
  /** The id of an add-on's field, by "com.example__field". */
  readonly appFields: Map<string, string>;
  /** By the same key. */
  readonly appFieldOptions: Map<string, Map<number, AppFieldOption>>;
  readonly dashboards: Map<string, Dashboard>;
  readonly tasks: Map<string, Task>;
  readonly categories: Map<string, ProjectCategory>;
  timeTracking: TimeTracking;
  /** By account id and key: "5b10…/jira.user.timezone". */
  readonly preferences: Map<string, string>;
  /** Oldest first. */
  readonly deletedWorklogs: { readonly id: string; readonly atMs: number }[];
  /** By project and role: "10000/10002"; those of new projects by "/10002". */
  readonly roleActors: Map<string, Actors>;
  readonly userProperties: Map<string, Map<string, unknown>>;
  /** By add-on key, then property key. */
  readonly addonProperties: Map<string, Map<string, unknown>>;
  /** The next id of anything new. */
  nextId(): string;
  readonly people: Directory;
  person(accountId: string): Person | null;
  personAt(index: number): Person;
}

/** The pictures that every site has for projects. */
export const projectAvatarIds = [10_400, 10_401, 10_402, 10_403, 10_404, 10_405] as const;

export function addIssue(site: JiraSite, issue: Issue): void {
  site.issues.set(issue.id, issue);
  site.issueByKey.set(issue.key, issue);
}

export function removeIssue(site: JiraSite, issue: Issue): void {
  site.issues.delete(issue.id);
  site.issueByKey.delete(issue.key);
  for (const link of issue.links.slice()) removeLink(site, link);
}

export function addLink(site: JiraSite, link: IssueLink): void {
  site.links.set(link.id, link);
  for (const id of [link.inwardId, link.outwardId]) site.issues.get(id)?.links.push(link);
}

export function removeLink(site: JiraSite, link: IssueLink): void {
  site.links.delete(link.id);
  for (const id of [link.inwardId, link.outwardId]) {
    const links = site.issues.get(id)?.links;
    if (links?.includes(link)) links.splice(links.indexOf(link), 1);
  }
}

export const subtasksOf = (site: JiraSite, { id }: Issue): readonly Issue[] =>
  [...site.issues.values()].filter(({ parentId, type }) => parentId === id && type.subtask);

export const issuesOf = (site: JiraSite, { id }: Project): readonly Issue[] =>
  [...site.issues.values()].filter(({ projectId }) => projectId === id);

/** By id, which is a number, or by key in any case. */
export const findIssue = ({ issues, issueByKey }: JiraSite, idOrKey: string): Issue | undefined =>
  idOrKey < ":"
    ? issues.get(idOrKey)
    : (issueByKey.get(idOrKey) ?? issueByKey.get(idOrKey.toUpperCase()));

export const findProject = (site: JiraSite, idOrKey: string): Project | undefined =>
  site.projects.get(idOrKey) ??
  [...site.projects.values()].find(({ key }) => key === idOrKey.toUpperCase());
