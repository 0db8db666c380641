export { upm } from "./upm.ts";
