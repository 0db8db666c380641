export type * from "./contract.ts";
export type * from "./objective.ts";
export { objectives } from "./objectives.ts";
