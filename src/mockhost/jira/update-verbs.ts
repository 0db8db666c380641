import type { Issue } from "./model/issue.ts";

type Verb = Readonly<Record<string, unknown>>;

/** What an issue holds several of, as the `fields` of an edit would write it. */
const several: Readonly<Record<string, (issue: Issue) => readonly unknown[]>> = {
  labels: ({ labels }) => labels,
  fixVersions: ({ fixVersions }) => fixVersions.map((id) => ({ id })),
  versions: ({ versions }) => versions.map((id) => ({ id })),
  components: ({ components }) => components.map((id) => ({ id })),
};

/** What `update` adds beside fields; it is no field to set. */
const ADDITIONS = new Set(["comment", "worklog", "issuelinks"]);

/** The names that stand for ids, so that a part can be taken away by either. */
export type NameOf = (field: string, id: string) => string | undefined;

/** The verbs of `update` as plain fields: `set` and `edit` anywhere, `add` and `remove` where there are several. */
export function fieldsOfUpdate(
  issue: Issue,
  update: Readonly<Record<string, unknown>>,
  nameOf: NameOf,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [field, verbs] of Object.entries(update)) {
    if (!Array.isArray(verbs) || ADDITIONS.has(field)) continue;
    for (const verb of verbs.map((one): Verb => Object(one ?? {}))) {
      if ("set" in verb) fields[field] = verb.set;
      else if ("edit" in verb) fields[field] = verb.edit;
      else fields[field] = changed(fields[field] ?? held(issue, field), verb, field, nameOf);
    }
  }
  return fields;
}

const held = (issue: Issue, field: string): unknown =>
  several[field]?.(issue) ?? issue.custom.get(field);

function changed(before: unknown, verb: Verb, field: string, nameOf: NameOf): unknown {
  const values = Array.isArray(before) ? before : [];
  if ("add" in verb) return [...values, verb.add];
  if (!("remove" in verb)) return before;
  return values.filter((value) => !isSame(value, verb.remove, field, nameOf));
}

function isSame(value: unknown, asked: unknown, field: string, nameOf: NameOf): boolean {
  if (JSON.stringify(value) === JSON.stringify(asked)) return true;
  const { id: known } = Object(value) as { id?: string };
  const { id, name } = Object(asked) as { id?: string; name?: string };
  return known !== undefined && (known === id || (name ?? "") === nameOf(field, known));
}
