export { isPresent, isShown } from "./holds.ts";
