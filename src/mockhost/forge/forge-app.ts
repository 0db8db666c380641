import type { Tenant } from "../world/index.ts";

/** A Forge app with a remote back end, as far as its remote can tell. */
export interface ForgeApp {
  /** The app's UUID; its audience is `ari:cloud:ecosystem::app/{id}`. */
  readonly id: string;
  readonly version: string;
  readonly environment: {
    readonly type: "DEVELOPMENT" | "STAGING" | "PRODUCTION";
    readonly id: string;
  };
  /** Where the remote is called, without a trailing slash. */
  readonly remoteBaseUrl: string;
  /** Scopes of the table ("READ", "WRITE" …) that its tokens for the host carry. */
  readonly scopes: readonly string[];
}

/** An app on a site. On Forge the installation, not a clientKey, says which customer it is. */
export interface ForgeInstallation {
  readonly app: ForgeApp;
  readonly tenant: Tenant;
  readonly installationId: string;
}

export const appAri = (app: ForgeApp): string => `ari:cloud:ecosystem::app/${app.id}`;

export const installationAri = ({ installationId }: ForgeInstallation): string =>
  `ari:cloud:ecosystem::installation/${installationId}`;

export const siteAri = (tenant: Tenant): string =>
  `ari:cloud:${tenant.product}::site/${tenant.cloudId}`;
