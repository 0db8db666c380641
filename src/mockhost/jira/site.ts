import { integer, pick, random } from "../../chance/index.ts";
import type { Tenant } from "../tenant.ts";
import { type Directory, directory, type Person } from "../tenants/index.ts";
import type { AppFieldOption } from "./app-field-options.ts";
import { standardTimeTracking, type TimeTracking } from "./configuration.ts";
import type { CustomField } from "./custom-field.ts";
import type { Dashboard } from "./dashboards.ts";
import type { Issue, IssueLink } from "./issue.ts";
import type { ProjectCategory } from "./project-categories.ts";
import type { Actors } from "./roles.ts";
import {
  type IssueLinkType,
  type IssueType,
  issueLinkTypes,
  issueTypes,
  priorities,
  resolutions,
  statuses,
} from "./schemes.ts";
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
  readonly idByKey: Map<string, string>;
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

const subjects = [
  "Login",
  "Export",
  "Search",
  "Billing",
  "Import",
  "Dashboard",
  "Sync",
  "Audit log",
];
const troubles = [
  "is slow for large boards",
  "needs a dark theme",
  "fails after midnight",
  "should remember its filter",
  "loses the last row",
  "wants keyboard shortcuts",
];
const projectNames = [
  "Roadmap",
  "Mobile",
  "Platform",
  "Support desk",
  "Website",
  "Data",
  "Security",
  "Growth",
];

/** The pictures that every site has for projects. */
export const projectAvatarIds = [10_400, 10_401, 10_402, 10_403, 10_404, 10_405] as const;

/** Ids above it are given one after the other, to whatever is new. */
export const LAST_FIXED_ID = 20_000;

const YEAR_MS = 365 * 86_400_000;

export function createSite(seed: number, tenant: Tenant, nowMs: number): JiraSite {
  const next = random(seed, "jira", tenant.index);
  const people = directory(seed, tenant);
  let lastId = LAST_FIXED_ID;
  const site: JiraSite = {
    tenant,
    projects: new Map(),
    bin: new Map(),
    issueTypes: issueTypes.map((type) => ({ ...type, description: "" })),
    linkTypes: issueLinkTypes.map((type) => ({ ...type })),
    avatars: new Map(),
    issues: new Map(),
    idByKey: new Map(),
    versions: new Map(),
    components: new Map(),
    links: new Map(),
    revision: 0,
    issueTypeProperties: new Map(),
    filters: new Map(),
    shareScopes: new Map(),
    customFields: new Map(),
    appFields: new Map(),
    appFieldOptions: new Map(),
    dashboards: new Map(),
    tasks: new Map(),
    categories: new Map(),
    timeTracking: standardTimeTracking,
    preferences: new Map(),
    deletedWorklogs: [],
    roleActors: new Map(),
    userProperties: new Map(),
    addonProperties: new Map(),
    nextId: () => String(++lastId),
    people,
    person: people.by,
    personAt: people.at,
  };
  const projectCount = Math.min(projectNames.length, 1 + Math.floor(Math.log2(tenant.users)));
  for (let p = 0; p < projectCount; p++) {
    const project = seedProject(site, p, nowMs);
    const issueCount = 5 + integer(next, 15);
    for (let i = 0; i < issueCount; i++) addIssue(site, seedIssue(seed, site, project, nowMs));
  }
  return site;
}

export function addIssue(site: JiraSite, issue: Issue): void {
  site.issues.set(issue.id, issue);
  site.idByKey.set(issue.key, issue.id);
}

export function removeIssue(site: JiraSite, issue: Issue): void {
  site.issues.delete(issue.id);
  site.idByKey.delete(issue.key);
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
export const findIssue = ({ issues, idByKey }: JiraSite, idOrKey: string): Issue | undefined =>
  issues.get(
    idOrKey < ":" ? idOrKey : (idByKey.get(idOrKey) ?? idByKey.get(idOrKey.toUpperCase()) ?? ""),
  );

export const findProject = (site: JiraSite, idOrKey: string): Project | undefined =>
  site.projects.get(idOrKey) ??
  [...site.projects.values()].find(({ key }) => key === idOrKey.toUpperCase());

function seedProject(site: JiraSite, index: number, nowMs: number): Project {
  const name = projectNames[index]!;
  const project: Project = {
    id: String(10_000 + index),
    key: name.replaceAll(" ", "").slice(0, 4).toUpperCase(),
    name,
    lead: site.personAt(index % site.tenant.users).accountId,
    description: `What the ${name.toLowerCase()} team works on.`,
    properties: new Map(),
    lastNumber: 0,
    createdMs: nowMs - YEAR_MS,
    isArchived: false,
    avatarId: projectAvatarIds[index % projectAvatarIds.length]!,
    categoryId: null,
  };
  site.projects.set(project.id, project);
  return project;
}

function seedIssue(seed: number, site: JiraSite, project: Project, nowMs: number): Issue {
  const number = ++project.lastNumber;
  const next = random(seed, "issue", site.tenant.index, project.id, number);
  const status = pick(next, statuses);
  const someone = () => site.personAt(integer(next, site.tenant.users)).accountId;
  const createdMs = nowMs - integer(next, YEAR_MS / 1000) * 1000;
  return {
    id: site.nextId(),
    key: `${project.key}-${number}`,
    projectId: project.id,
    summary: `${pick(next, subjects)} ${pick(next, troubles)}`,
    description: null,
    type: site.issueTypes[integer(next, 4)]!,
    status,
    priority: pick(next, priorities),
    resolution: status.category.key === "done" ? resolutions[0] : null,
    reporter: someone(),
    assignee: next() < 0.7 ? someone() : null,
    labels: next() < 0.3 ? ["customer"] : [],
    createdMs,
    updatedMs: createdMs + integer(next, Math.max(1, nowMs - createdMs)),
    dueDate: null,
    parentId: null,
    custom: new Map(),
    properties: new Map(),
    comments: [],
    worklogs: [],
    changes: [],
    attachments: [],
    watchers: new Set(),
    voters: new Set(),
    links: [],
    remoteLinks: [],
    archived: null,
    fixVersions: [],
    versions: [],
    components: [],
  };
}
