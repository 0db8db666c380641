export { type Forge, forge, type RemoteCall } from "./forge.ts";
export type { ForgeApp, ForgeInstallation } from "./forge-app.ts";
