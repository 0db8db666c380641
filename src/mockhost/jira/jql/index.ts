export { type JqlContext, matches, type Selected, select } from "./evaluate.ts";
export { parseJql } from "./parse.ts";
export type { Clause, ParsedQuery, Query, Terminal } from "./query.ts";
