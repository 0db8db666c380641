export type { Change, Effect } from "./compare/change.ts";
export { compareContracts } from "./compare/compare-contracts.ts";
export type * from "./contract.ts";
export { contractHash } from "./contract-hash.ts";
export {
  type PublishedVersion,
  type PublishedVersions,
  publishContract,
  versionInForce,
  withPromiseOf,
} from "./history.ts";
export { jsonSchema } from "./json-schema.ts";
export type * from "./objective.ts";
export { objectives } from "./objectives.ts";
export type { Problem } from "./problem.ts";
export { type ContractReading, readContract } from "./read-contract.ts";
export { ruleManual } from "./rules/rule-manual.ts";
export { parseDuration } from "./values/duration.ts";
export { type ContractSeed, writeContract } from "./write/write-contract.ts";
