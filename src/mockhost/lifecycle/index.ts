export { type InstallKeys, installKeys } from "./install-keys.ts";
export { installStorm } from "./install-storm.ts";
export { type Lifecycle, lifecycle } from "./lifecycle.ts";
export type { LifecycleEvent } from "./lifecycle-call.ts";
export { isAccepted, tellAddon, whyNot } from "./tell-addon.ts";
