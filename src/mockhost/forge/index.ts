export { type Forge, forge } from "./forge.ts";
