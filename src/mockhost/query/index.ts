export { compileQuery } from "./compile.ts";
export type { Dialect, QueryField } from "./field.ts";
export { parseQuery } from "./parse.ts";
export type { Clause, ParsedQuery, Query } from "./query.ts";
