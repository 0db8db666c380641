export type { AppStatus } from "./app.ts";
export type { ApprovalPolicy } from "./draws.ts";
export type { Credentials, MarketplaceOptions } from "./marketplace/index.ts";
export type { Release } from "./release.ts";
export {
  type Approval,
  type Installed,
  type VersionOptions,
  type Versions,
  versions,
  type Watched,
} from "./versions.ts";
