import { readValue } from "./custom-field-value.ts";
import { documentOf, isDocument } from "./model/adf.ts";
import type { ChangeItem, Issue } from "./model/issue.ts";
import type { Component, Version } from "./model/project.ts";
import { priorities } from "./model/schemes.ts";
import { findIssue, type JiraSite } from "./model/site.ts";

/** Fields of a create or edit, read: what to set, and what is wrong with the rest. */
export interface FieldInput {
  readonly set: Partial<Issue>;
  readonly custom: ReadonlyMap<string, unknown>;
  readonly errors: Readonly<Record<string, string>>;
}

type Read = (value: unknown, site: JiraSite, projectId: string) => Partial<Issue> | string;

const text = (value: unknown): value is string => typeof value === "string";
const named = (value: unknown): { id?: string; name?: string; key?: string; accountId?: string } =>
  value && typeof value === "object" ? value : {};

/** One entry per field that can be set: what it sets, or why not. */
const readers: Readonly<Record<string, Read>> = {
  summary: (value) => {
    if (!text(value) || value.trim() === "") return "You must specify a summary of the issue.";
    if (/[\r\n]/.test(value))
      return "The summary is invalid because it contains newline characters.";
    return value.length > 255 ? "Summary can't exceed 255 characters." : { summary: value };
  },
  description: (value) => {
    if (value === null || isDocument(value)) return { description: value };
    return text(value)
      ? { description: documentOf(value) }
      : "Operation value must be an Atlassian Document (see the Atlassian Document Format)";
  },
  issuetype: (value, site) => {
    const { id, name } = named(value);
    const type = site.issueTypes.find((t) => t.id === id || t.name === name);
    return type ? { type } : "Specify a valid issue type";
  },
  priority: (value) => {
    const { id, name } = named(value);
    const priority = priorities.find((p) => p.id === id || p.name === name);
    return priority ? { priority } : "Specify a valid 'id' or 'name' for priority";
  },
  assignee: (value, site) => {
    if (value === null) return { assignee: null };
    const { accountId, id } = named(value);
    return site.person(accountId ?? id ?? "")
      ? { assignee: (accountId ?? id)! }
      : "Specify a valid value for assignee";
  },
  reporter: (value, site) => {
    const { accountId, id } = named(value);
    return site.person(accountId ?? id ?? "")
      ? { reporter: (accountId ?? id)! }
      : "Specify a valid value for reporter";
  },
  labels: (value) => {
    if (!Array.isArray(value) || !value.every(text)) return "data was not an array";
    const spaced = value.find((label) => /\s/.test(label));
    return spaced === undefined
      ? { labels: value }
      : `The label '${spaced}' contains spaces which is invalid.`;
  },
  duedate: (value) => {
    if (value === null) return { dueDate: null };
    return text(value) && /^\d{4}-\d\d-\d\d$/.test(value)
      ? { dueDate: value }
      : "Error parsing date string";
  },
  fixVersions: (value, { versions }, projectId) =>
    partsOf(value, versions, projectId, "Version", (fixVersions) => ({ fixVersions })),
  versions: (value, site, projectId) =>
    partsOf(value, site.versions, projectId, "Version", (versions) => ({ versions })),
  components: (value, site, projectId) =>
    partsOf(value, site.components, projectId, "Component", (components) => ({ components })),
  parent: (value, site) => {
    if (value === null) return { parentId: null };
    const { id, key } = named(value);
    const parent = findIssue(site, id ?? key ?? "");
    return parent ? { parentId: parent.id } : "Could not find issue by id or key.";
  },
};

/** Versions or components of the issue's own project, named by id or by name. */
function partsOf(
  value: unknown,
  known: ReadonlyMap<string, Version | Component>,
  projectId: string,
  what: string,
  set: (ids: readonly string[]) => Partial<Issue>,
): Partial<Issue> | string {
  if (!Array.isArray(value)) return "data was not an array";
  const ids: string[] = [];
  for (const asked of value.map(named)) {
    const part = [...known.values()].find(
      (p) => p.projectId === projectId && (p.id === asked.id || p.name === asked.name),
    );
    if (!part) return `${what} name '${asked.name ?? asked.id}' is not valid`;
    ids.push(part.id);
  }
  return set(ids);
}

const ON_CREATE_ONLY = new Set(["project"]);

export function readFields(
  site: JiraSite,
  fields: Readonly<Record<string, unknown>>,
  projectId: string,
): FieldInput {
  const set: Partial<Issue> = {};
  const custom = new Map<string, unknown>();
  const errors: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (ON_CREATE_ONLY.has(name)) continue;
    const reader = readers[name];
    if (name.startsWith("customfield_")) {
      const read = readValue(site, name, value);
      if (read.kind === "refused") errors[name] = read.message;
      else custom.set(name, read.value);
    } else if (!reader)
      errors[name] =
        `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    else {
      const read = reader(value, site, projectId);
      if (typeof read === "string") errors[name] = read;
      else Object.assign(set, read);
    }
  }
  return { set, custom, errors };
}

/** Why an issue of such a type cannot hang where it is to hang: sub-tasks always do, each level below the next. */
export function misplaced(
  site: JiraSite,
  { type, parentId = null }: Partial<Pick<Issue, "type" | "parentId">>,
): Readonly<Record<string, string>> {
  const parent = parentId === null ? undefined : site.issues.get(parentId);
  if (type === undefined || (parent === undefined && !type.subtask)) return {};
  if (parent === undefined)
    return {
      issuetype: "Issue type is a sub-task but parent issue key or id not specified.",
    };
  return parent.type.hierarchyLevel === type.hierarchyLevel + 1
    ? {}
    : { parentId: "Given parent issue does not belong to appropriate hierarchy." };
}

/** What a changelog says of an edit: one item for each field that really changed. */
export function changeItems(
  site: JiraSite,
  before: Issue,
  { set, custom }: FieldInput,
): ChangeItem[] {
  const items: ChangeItem[] = [];
  for (const key of Object.keys(set) as (keyof Issue)[]) {
    const [from, to] = [before[key], set[key as keyof typeof set]];
    if (JSON.stringify(from) === JSON.stringify(to)) continue;
    if (isPartList(key)) items.push(...partItems(site, key, before[key], set[key] ?? []));
    else
      items.push({
        field: fieldNames[key] ?? key,
        fieldId: fieldNames[key] ?? key,
        fieldtype: "jira",
        ...change(site, key, from, to),
      });
  }
  for (const [field, to] of custom) {
    const from = before.custom.get(field);
    if (JSON.stringify(from) !== JSON.stringify(to))
      items.push({
        field: site.customFields.get(field)?.name ?? field,
        fieldId: field,
        fieldtype: "custom",
        from: null,
        fromString: shown(from),
        to: null,
        toString: shown(to),
      });
  }
  return items;
}

const partNames = {
  fixVersions: "Fix Version",
  versions: "Version",
  components: "Component",
} as const;

type PartList = keyof typeof partNames;

const isPartList = (key: keyof Issue): key is PartList => key in partNames;

/** One item for each that came or went. */
function partItems(
  site: JiraSite,
  key: PartList,
  before: readonly string[],
  after: readonly string[],
): ChangeItem[] {
  const known = key === "components" ? site.components : site.versions;
  const item = (from: string | null, to: string | null): ChangeItem => ({
    field: partNames[key],
    fieldId: key,
    fieldtype: "jira",
    from,
    fromString: known.get(from ?? "")?.name ?? null,
    to,
    toString: known.get(to ?? "")?.name ?? null,
  });
  return [
    ...before.filter((id) => !after.includes(id)).map((id) => item(id, null)),
    ...after.filter((id) => !before.includes(id)).map((id) => item(null, id)),
  ];
}

const fieldNames: Readonly<Partial<Record<keyof Issue, string>>> = {
  type: "issuetype",
  dueDate: "duedate",
  parentId: "parent",
};

function change(site: JiraSite, key: keyof Issue, from: unknown, to: unknown) {
  const side = (value: unknown) => {
    if (key === "assignee" || key === "reporter")
      return {
        id: value as string | null,
        name: value === null ? null : (site.person(value as string)?.displayName ?? null),
      };
    if (value && typeof value === "object" && "id" in value && "name" in value)
      return { id: String(value.id), name: String(value.name) };
    return { id: null, name: shown(value) };
  };
  const [a, b] = [side(from), side(to)];
  return { from: a.id, fromString: a.name, to: b.id, toString: b.name };
}

const shown = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === "string"
    ? value
    : Array.isArray(value)
      ? value.map(shown).join(" ")
      : String((Object(value) as { value?: unknown }).value ?? JSON.stringify(value));
};
