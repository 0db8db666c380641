import { textOf } from "../model/adf.ts";
import type { Issue } from "../model/issue.ts";
import { priorities } from "../model/schemes.ts";
import type { JiraSite } from "../model/site.ts";

/** What a field of JQL means: its values on an issue (lower case), and a number or moment to compare by. */
export interface JqlField {
  values(issue: Issue, site: JiraSite): readonly string[];
  /** For `<`, `>` and `order by`; text compares as text. */
  rank(issue: Issue, site: JiraSite): number | string;
  /** What a written value compares as; left out: the value itself. */
  rankOf?(value: string): number | string | null;
  readonly type: "text" | "value" | "moment" | "person";
}

const value = (
  of: (issue: Issue, site: JiraSite) => readonly (string | null)[],
  rank?: JqlField["rank"],
): JqlField => ({
  type: "value",
  values: (issue, site) => of(issue, site).flatMap((v) => (v === null ? [] : [v.toLowerCase()])),
  rank: rank ?? ((issue, site) => of(issue, site)[0]?.toLowerCase() ?? ""),
});

const moment = (of: (issue: Issue) => number | null): JqlField => ({
  type: "moment",
  values: (issue) => (of(issue) === null ? [] : [String(of(issue))]),
  rank: (issue) => of(issue) ?? 0,
});

const person = (of: (issue: Issue) => string | null): JqlField => ({
  type: "person",
  values: (issue) => (of(issue) === null ? [] : [of(issue)!]),
  rank: (issue, site) => site.person(of(issue) ?? "")?.displayName.toLowerCase() ?? "",
});

const text = (of: (issue: Issue) => string): JqlField => ({
  type: "text",
  values: (issue) => [of(issue).toLowerCase()],
  rank: (issue) => of(issue).toLowerCase(),
});

const keyRank = (issueKey: string): string => {
  const at = issueKey.lastIndexOf("-");
  return `${issueKey.slice(0, at)}-${issueKey.slice(at + 1).padStart(9, "0")}`.toLowerCase();
};

/** The highest priority has the lowest id. */
const priorityRank = (written: string): number | null => {
  const known = priorities.find(({ id, name }) => id === written || name.toLowerCase() === written);
  return known ? -Number(known.id) : null;
};

const key: JqlField = {
  ...value(
    ({ key: k, id }) => [k, id],
    (issue) => keyRank(issue.key),
  ),
  rankOf: keyRank,
};
const description = text((issue) => textOf(issue.description));
const summary = text((issue) => issue.summary);

const fields: Readonly<Record<string, JqlField>> = {
  key,
  issuekey: key,
  issue: key,
  id: key,
  project: value((issue, site) => {
    const p = site.projects.get(issue.projectId)!;
    return [p.key, p.id, p.name];
  }),
  issuetype: value(({ type }) => [type.name, type.id]),
  type: value(({ type }) => [type.name, type.id]),
  status: value(({ status }) => [status.name, status.id]),
  statuscategory: value(({ status: { category } }) => [
    category.name,
    category.key,
    String(category.id),
  ]),
  priority: {
    ...value(
      ({ priority }) => [priority.name, priority.id],
      ({ priority }) => -Number(priority.id),
    ),
    rankOf: priorityRank,
  },
  resolution: value(({ resolution }) => (resolution ? [resolution.name, resolution.id] : [])),
  fixversion: value(({ fixVersions }, site) =>
    fixVersions.flatMap((id) => [id, site.versions.get(id)?.name ?? null]),
  ),
  affectedversion: value(({ versions }, site) =>
    versions.flatMap((id) => [id, site.versions.get(id)?.name ?? null]),
  ),
  component: value(({ components }, site) =>
    components.flatMap((id) => [id, site.components.get(id)?.name ?? null]),
  ),
  votes: value(({ voters }) => [String(voters.size)]),
  watchers: value(({ watchers }) => [String(watchers.size)]),
  labels: value(({ labels }) => labels),
  parent: value((issue, site) => {
    const parent = site.issues.get(issue.parentId ?? "");
    return parent ? [parent.key, parent.id] : [];
  }),
  assignee: person(({ assignee }) => assignee),
  reporter: person(({ reporter }) => reporter),
  creator: person(({ reporter }) => reporter),
  created: moment(({ createdMs }) => createdMs),
  createddate: moment(({ createdMs }) => createdMs),
  updated: moment(({ updatedMs }) => updatedMs),
  updateddate: moment(({ updatedMs }) => updatedMs),
  due: moment(({ dueDate }) => (dueDate === null ? null : Date.parse(dueDate))),
  duedate: moment(({ dueDate }) => (dueDate === null ? null : Date.parse(dueDate))),
  summary,
  description,
  comment: text((issue) => issue.comments.map(({ body }) => textOf(body)).join("\n")),
  text: text((issue) =>
    [
      issue.summary,
      textOf(issue.description),
      ...issue.comments.map(({ body }) => textOf(body)),
    ].join("\n"),
  ),
};

/** The field of a name; null where there is none of that name. */
export function jqlField(site: JiraSite, name: string): JqlField | null {
  const known = fields[name.toLowerCase()];
  if (known) return known;
  const custom =
    [...site.customFields.values()]
      .find((field) => field.name.toLowerCase() === name.toLowerCase())
      ?.id.slice("customfield_".length) ??
    /^cf\[(\d+)\]$/i.exec(name)?.[1] ??
    /^customfield_(\d+)$/i.exec(name)?.[1];
  if (custom) return value((issue) => leaves(issue.custom.get(`customfield_${custom}`)));
  const property = /^issue\.property\[([^\]]+)\](?:\.(.+))?$/i.exec(name);
  if (property)
    return value((issue) => leaves(at(issue.properties.get(property[1]!), property[2])));
  return null;
}

const at = (whole: unknown, path: string | undefined): unknown =>
  (path?.split(".") ?? []).reduce<unknown>(
    (part, step) =>
      part && typeof part === "object" ? (part as Record<string, unknown>)[step] : undefined,
    whole,
  );

function leaves(whole: unknown): string[] {
  if (whole === null || whole === undefined) return [];
  if (Array.isArray(whole)) return whole.flatMap(leaves);
  if (typeof whole === "object") return Object.values(whole).flatMap(leaves);
  return [String(whole)];
}
