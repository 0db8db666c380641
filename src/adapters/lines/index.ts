export type { Line, LineEvents } from "./line.ts";
export { NetLine, reading } from "./net-line.ts";
