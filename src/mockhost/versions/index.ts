export type { AppStatus } from "./app.ts";
export type { Release } from "./release.ts";
export {
  type VersionOptions,
  type Versions,
  versions,
} from "./versions.ts";
