export type * from "./contract.ts";
export { contractHash } from "./contract-hash.ts";
export { type PublishedVersion, publishContract } from "./history.ts";
export { jsonSchema } from "./json-schema.ts";
export type * from "./objective.ts";
export { objectives } from "./objectives.ts";
export type { Problem } from "./problem.ts";
export { type ContractReading, readContract } from "./read-contract.ts";
