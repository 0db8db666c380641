import type { Share } from "./share.ts";

/** A page of gadgets that somebody put together. */
export interface Dashboard {
  readonly id: string;
  name: string;
  description: string;
  /** Account id. */
  readonly owner: string;
  sharePermissions: readonly Share[];
  editPermissions: readonly Share[];
  /** In the order in which they came. */
  readonly gadgets: Gadget[];
}

/** What a dashboard shows; add-ons keep their settings for it in its properties. */
export interface Gadget {
  readonly id: number;
  /** Of an add-on's `jiraDashboardItems`, such as "com.example:burndown"; null for one of the host's. */
  readonly moduleKey: string | null;
  readonly uri: string | null;
  title: string;
  color: string;
  position: { readonly row: number; readonly column: number };
  readonly properties: Map<string, unknown>;
}
