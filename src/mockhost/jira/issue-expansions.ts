import { escaped } from "../world/index.ts";
import { fieldsOf, type ShownField } from "./fields.ts";
import { textOf } from "./model/adf.ts";
import type { Issue } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import { transitionsOf } from "./open-transitions.ts";
import type { ViewStyle } from "./views.ts";

/** What `expand` adds to an issue: the names and types of its fields, its texts as HTML, its ways on. */
export function expansions(
  expand: readonly string[],
  site: JiraSite,
  issue: Issue,
  style: ViewStyle,
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const shown = fieldsOf(site).filter(({ id }) => id in fields);
  const by = <T>(value: (field: ShownField) => T) =>
    Object.fromEntries(shown.map((field) => [field.id, value(field)]));
  return {
    ...(expand.includes("renderedFields")
      ? { renderedFields: by(({ id }) => rendered(issue, id)) }
      : {}),
    ...(expand.includes("names") ? { names: by(({ name }) => name) } : {}),
    ...(expand.includes("schema") ? { schema: by(({ schema }) => schema) } : {}),
    ...(expand.includes("transitions") ? { transitions: transitionsOf(issue, style) } : {}),
  };
}

/** Null where a field has no other look than its value. */
function rendered(issue: Issue, field: string): unknown {
  if (field === "description") return htmlOf(issue.description);
  if (field !== "comment") return null;
  const { comments } = issue;
  return { comments: comments.map(({ id, body }) => ({ id, body: htmlOf(body) })) };
}

/** A paragraph a line. */
const htmlOf = (document: unknown): string =>
  document === null
    ? ""
    : textOf(document)
        .split("\n")
        .map((line) => `<p>${escaped(line)}</p>`)
        .join("\n");
