import type { Edits } from "./exemplary.ts";

/** One rule: edits of the exemplary contract that break it, what it says, and the nearest that keeps it. */
export interface RuleCase {
  readonly rule: string;
  readonly breaks: Edits;
  readonly at: string;
  readonly says: string;
  readonly keeps: Edits;
}

/** Edits that several cases have in common. */

export const uptime = (target: string) => ({ "sla.uptime.target": target });
export const probe = (edits: object) => ({
  "operations.probes": [
    { path: "/health", every: "30s", timeout: "3s", from: ["local"], agree: 1, ...edits },
  ],
});
export const backup = (edits: object) => ({
  "operations.backups.data": {
    engine: "restic",
    every: "6h",
    sites: ["local", "s3://eu/a"],
    keep: "35d",
    ...edits,
  },
});
export const L1 = (edits: object) => ({
  "sla.support.levels.L1": { meaning: "service down", clock: "24x7", ...edits },
});
export const nobodyAtNight = { "operations.emergency": undefined, "operations.alerts": undefined };
export const plain = { "addon.host": "plain", "sla.lifecycle": undefined };
export const plainWatched = { ...plain, "operations.connectivity": ["https://example.org/"] };
