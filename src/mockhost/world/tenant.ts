import type { Descriptor, JwtKey } from "../../core/host/index.ts";
import type { Registered } from "./registered.ts";

export type Product = "jira" | "confluence";
export const productNames: Readonly<Record<Product, string>> = {
  jira: "Jira",
  confluence: "Confluence",
};

export type Plan = "free" | "standard" | "premium" | "enterprise";
export type LicenceState = "active" | "evaluation" | "expired" | "unlicensed";

/** One site of the pretend host: the facts that a seed decides, cheap enough for ten thousand of them. */
export interface Tenant {
  readonly index: number;
  readonly clientKey: string;
  readonly cloudId: string;
  /** "acme-17": its path segment (`/s/acme-17`) and its host label (`acme-17.localhost`). */
  name: string;
  readonly product: Product;
  readonly plan: Plan;
  /** How many people; Zipf over the tenants, a handful to thousands. */
  readonly users: number;
  readonly timeZone: string;
  /** Where REST calls go; Confluence's ends in "/wiki". Changes when the site is renamed. */
  baseUrl: string;
  /** Changes when it is rotated. */
  sharedSecret: string;
  /** The key made of the secret when it was needed last; null: never. */
  signing: { readonly secret: string; readonly key: JwtKey } | null;
  licence: LicenceState;
  /** By add-on key. */
  readonly installations: Map<string, Installation>;
}

/** An add-on on a tenant. */
export interface Installation {
  readonly addonKey: string;
  readonly oauthClientId: string;
  /** The version in use, such as "1.4.2"; a newer one may wait for approval. */
  release: string;
  descriptor: Descriptor;
  state: InstallationState;
  pendingRelease: string | null;
  /** When it came to this tenant; upgrades leave it. */
  readonly installedAtMs: number;
  /** When it was last installed, upgraded, enabled, disabled or uninstalled. */
  changedAtMs: number;
  readonly registered: Registered;
}

/** `failed`: the add-on did not accept `installed`; the host tries again later. */
type InstallationState = "installing" | "enabled" | "disabled" | "uninstalled" | "failed";
