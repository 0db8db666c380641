import type { Directory, Person } from "../../tenants/index.ts";
import type { Tenant } from "../../world/index.ts";
import type { AppFieldOption, CustomField } from "./custom-field.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Filter } from "./filter.ts";
import type { Issue, IssueLink } from "./issue.ts";
import type {
  BinnedProject,
  Component,
  Project,
  ProjectCategory,
  RoleActors,
  Version,
} from "./project.ts";
import type { IssueLinkType, IssueType } from "./schemes.ts";

/** How time is counted on a site. */
export interface TimeTracking {
  readonly workingHoursPerDay: number;
  readonly workingDaysPerWeek: number;
  readonly timeFormat: "pretty" | "days" | "hours";
  readonly defaultUnit: "minute" | "hour" | "day" | "week";
}

/** Work that the host does by itself once it is asked for. It is done by the time that somebody looks. */
export interface Task {
  readonly id: string;
  readonly description: string;
  readonly submittedMs: number;
  /** The number of a person. */
  readonly submittedBy: number;
  readonly result: unknown;
}

/** A picture that somebody uploaded for a project or a type of issues. */
export interface Avatar {
  readonly id: number;
  readonly type: AvatarType;
  readonly ownerId: string;
  readonly mimeType: string;
  readonly content: Uint8Array;
}

export type AvatarType = "project" | "issuetype";

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
  readonly roleActors: Map<string, RoleActors>;
  readonly userProperties: Map<string, Map<string, unknown>>;
  /** By add-on key, then property key. */
  readonly addonProperties: Map<string, Map<string, unknown>>;
  /** The next id of anything new. */
  nextId(): string;
  readonly people: Directory;
  person(accountId: string): Person | null;
  personAt(index: number): Person;
}

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

export const customFieldsOf = ({ customFields }: JiraSite): CustomField[] =>
  [...customFields.values()].filter(({ isTrashed }) => !isTrashed);

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
