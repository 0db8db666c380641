import { createHash } from "node:crypto";
import type { Outage } from "./outages.ts";

/** What the status page knows when it is asked. */
export interface HostState {
  readonly origin: string;
  readonly startedMs: number;
  readonly nowMs: number;
  /** Newest first; those that have begun, and announced ones. */
  readonly outages: readonly Outage[];
}

/** Twelve letters and digits, as Statuspage's ids are; the same thing always has the same one. */
export const idOf = (...names: readonly string[]): string =>
  BigInt(`0x${createHash("sha256").update(names.join("/")).digest("hex")}`)
    .toString(36)
    .slice(0, 12);

export const PAGE_ID = idOf("page");
