import type { Module } from "../../core/host/index.ts";

/**
 * What an add-on registered at run time on one tenant. It outlives upgrades; modules even come back
 * when the add-on is installed anew, webhooks do not. Source: "Connect dynamic modules", Lifecycle.
 */
export interface Registered {
  /** By type, as in a descriptor. */
  modules: Readonly<Record<string, readonly Module[]>>;
  webhooks: readonly DynamicWebhook[];
}

/** A webhook registered over REST; none is sent once it has expired. */
export interface DynamicWebhook {
  readonly id: number;
  /** Absolute. */
  readonly url: string;
  readonly events: readonly string[];
  readonly jqlFilter: string;
  /** Only updates of these fields; null: of any. */
  readonly fieldIdsFilter: readonly string[] | null;
  /** Only these issue properties; null: any. */
  readonly issuePropertyKeysFilter: readonly string[] | null;
  readonly expiresAtMs: number;
}

export const nothingRegistered = (): Registered => ({ modules: {}, webhooks: [] });
