import { type ParsedQuery, parseQuery } from "../../query/index.ts";

/** Reads a JQL text; a mistake in it is told as Jira tells it. */
export function parseJql(jql: string): ParsedQuery {
  const parsed = parseQuery(jql);
  return parsed.kind === "error"
    ? { kind: "error", message: `Error in the JQL Query: ${parsed.message}` }
    : parsed;
}
