export { type UpmParts, upm } from "./upm.ts";
