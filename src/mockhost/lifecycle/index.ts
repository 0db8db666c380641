export { callAddon } from "./call-addon.ts";
export { type InstallKeys, installKeys } from "./install-keys.ts";
export { installStorm } from "./install-storm.ts";
export { type Lifecycle, lifecycle } from "./lifecycle.ts";
export { type RefusedInstalls, refusedInstalls } from "./refused-installs.ts";
