export { isShown } from "./holds.ts";
