export { matches, type Selected, select } from "./evaluate.ts";
export { parseJql } from "./parse.ts";
export type { Clause, Query } from "./query.ts";
