import type { Tenant } from "./tenant.ts";

/** Something that changed on a site and that webhooks (and Forge events) tell add-ons about. */
export interface HostEvent {
  readonly tenant: Tenant;
  /** "jira:issue_created", "comment_updated", "page_created" … */
  readonly type: string;
  readonly atMs: number;
  /** Who did it; null for the host itself. */
  readonly accountId: string | null;
  /** The payload's own fields: `issue`, `changelog`, `comment`, `page` … as the REST interface shows them. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Fan-out of a bulk change goes by the slower flow. */
  readonly flow: "Primary" | "Secondary";
  /** Echo of the header that the causing call carried, if it did. */
  readonly trace: string | null;
}

export type EmitEvent = (event: HostEvent) => void;
