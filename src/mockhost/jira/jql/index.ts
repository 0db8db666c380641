export type { Clause, Query } from "../../query/index.ts";
export { matches, type Selected, select } from "./evaluate.ts";
export { parseJql } from "./parse-jql.ts";
