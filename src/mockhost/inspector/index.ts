export { inspector } from "./inspector.ts";
