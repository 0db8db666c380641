export type * from "./request-kind.ts";
