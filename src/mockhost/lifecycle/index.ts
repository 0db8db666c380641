export { type InstallKeys, installKeys } from "./install-keys.ts";
export { installStorm } from "./install-storm.ts";
export { type Lifecycle, lifecycle } from "./lifecycle.ts";
export { tellAddon } from "./tell-addon.ts";
