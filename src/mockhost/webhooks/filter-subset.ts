import { parseJql, type Query } from "../jira/index.ts";

const FIELDS =
  /^(issue|issuekey|key|project|issuetype|status|priority|assignee|reporter|cf\[\d+\]|issue\.property\[.+)$/i;
const OPERATORS: ReadonlySet<string> = new Set(["=", "!=", "in", "not in"]);

/**
 * What is wrong with the filter of a dynamic webhook, which may use a part of JQL only; null: nothing.
 * Source: REST interface, "Register dynamic webhooks", jqlFilter.
 */
export function filterProblem(jql: string): string | null {
  const parsed = parseJql(jql);
  if (parsed.kind === "error") return parsed.message;
  const { where, orderBy } = parsed.query;
  if (orderBy.length > 0) return "The filter of a webhook must not sort.";
  return where === null ? null : clauseProblem(where);
}

type Clause = NonNullable<Query["where"]>;

function clauseProblem(clause: Clause): string | null {
  if (clause.kind === "not") return clauseProblem(clause.part);
  if (clause.kind === "terminal") {
    if (!FIELDS.test(clause.field))
      return `The field '${clause.field}' is not supported in the filter of a webhook.`;
    return OPERATORS.has(clause.operator)
      ? null
      : `The operator '${clause.operator}' is not supported in the filter of a webhook.`;
  }
  for (const part of clause.parts) {
    const problem = clauseProblem(part);
    if (problem) return problem;
  }
  return null;
}
