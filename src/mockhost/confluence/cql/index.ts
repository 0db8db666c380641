export { selectByCql } from "./select.ts";
