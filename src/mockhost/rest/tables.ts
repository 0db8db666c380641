import confluence from "../data/confluence-cloud-v2.json" with { type: "json" };
import jira from "../data/jira-cloud-v3.json" with { type: "json" };
import type { OperationTable } from "./operation.ts";

/** The interface of each product: 616 operations of Jira's, 188 of Confluence's. */
export const jiraTable = { product: "jira", ...jira } as unknown as OperationTable;
export const confluenceTable = {
  product: "confluence",
  ...confluence,
} as unknown as OperationTable;
