import { compileQuery, type Dialect, type Query } from "../../query/index.ts";
import type { Issue } from "../model/issue.ts";
import type { JiraSite } from "../model/site.ts";
import { jqlField } from "./fields.ts";

export interface JqlContext {
  readonly site: JiraSite;
  readonly nowMs: number;
  /** Whom `currentUser()` means; null for an add-on that acts for itself. */
  readonly accountId: string | null;
}

export type Selected =
  | { readonly kind: "issues"; readonly issues: readonly Issue[] }
  | { readonly kind: "error"; readonly messages: readonly string[] };

/** The issues that a query selects, in its order; newest first where it names none. */
export function select(query: Query, context: JqlContext): Selected {
  const compiled = compileQuery(query, dialect(context));
  if (compiled.kind === "error") return compiled;
  const issues = [...context.site.issues.values()]
    .filter((issue) => issue.archived === null && compiled.test(issue))
    .sort((a, b) => compiled.compare(a, b) || newestFirst(a, b));
  return { kind: "issues", issues };
}

/** Whether one issue matches; used by webhook filters. Errors count as no match. */
export function matches(query: Query, issue: Issue, context: JqlContext): boolean {
  const compiled = compileQuery(query, dialect(context));
  return compiled.kind === "compiled" && compiled.test(issue);
}

const newestFirst = (a: Issue, b: Issue) =>
  b.createdMs - a.createdMs || Number(b.id) - Number(a.id);

const dialect = ({ site, nowMs, accountId }: JqlContext): Dialect<Issue> => ({
  field(name) {
    const field = jqlField(site, name);
    return (
      field && {
        type: field.type,
        values: (issue) => field.values(issue, site),
        rank: (issue) => field.rank(issue, site),
        ...(field.rankOf ? { rankOf: field.rankOf } : {}),
      }
    );
  },
  // As on the host: an issue without a value is not "different from" one.
  emptyDiffers: false,
  nowMs,
  timeZone: site.tenant.timeZone,
  accountId,
});
