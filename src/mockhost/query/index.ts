export { momentFunction, writtenMoment } from "./moment.ts";
export { parseQuery } from "./parse.ts";
export type { Clause, Operand, Operator, ParsedQuery, Query, Terminal } from "./query.ts";
