export type * from "./statement.ts";
