import { integer, pick, random } from "../../../core/chance/index.ts";
import { DAY_MS } from "../../../core/time/index.ts";
import { directory } from "../../tenants/index.ts";
import type { Tenant } from "../../world/index.ts";
import { type Issue, nothingYet } from "./issue.ts";
import { type Project, projectAvatarIds } from "./project.ts";
import { issueLinkTypes, issueTypes, priorities, resolutions, statuses } from "./schemes.ts";
import { addIssue, type JiraSite, type TimeTracking } from "./site.ts";

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

/** Ids above it are given one after the other, to whatever is new. */
export const LAST_FIXED_ID = 20_000;

const standardTimeTracking: TimeTracking = {
  workingHoursPerDay: 8,
  workingDaysPerWeek: 5,
  timeFormat: "pretty",
  defaultUnit: "minute",
};

const YEAR_MS = 365 * DAY_MS;

/** A site as the seed decides it: projects, and what is to do in them. */
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
    issueByKey: new Map(),
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
    ...nothingYet(),
  };
}
