export { confluenceError, confluenceV1Error, jiraError, productError } from "./answer.ts";
export { type ResolveBearer, scopesOf } from "./authorise.ts";
export { readParts } from "./multipart.ts";
export type { Operation, Shape } from "./operation.ts";
export { cursorPage, pageBean, startPage, tokenPage, wholeNumber } from "./paging.ts";
export {
  type Limit,
  type LimitDecision,
  type RestAnswer,
  restInterface,
} from "./rest-interface.ts";
export { confluenceTable, jiraTable } from "./tables.ts";
