import type { HostEvent, Tenant } from "../world/index.ts";

/** One event on its way to one address of an add-on, first try and retries alike. */
export interface Delivery {
  /** Unique on its tenant and the same across retries, so that receivers can tell repetitions. */
  readonly identifier: string;
  readonly tenant: Tenant;
  readonly addonKey: string;
  /** Absolute, its variables filled in. */
  readonly url: string;
  /** What the token's hash leaves out of the path. */
  readonly baseUrl: string;
  readonly isSigned: boolean;
  /** Null where the webhook wants none. */
  readonly body: string | null;
  readonly flow: HostEvent["flow"];
  readonly accountId: string | null;
  readonly trace: string | null;
  /** How often it was tried again. */
  readonly retries: number;
}
