export type * from "./block.ts";
export type * from "./sketch.ts";
export type * from "./slot.ts";
export type * from "./stream.ts";
