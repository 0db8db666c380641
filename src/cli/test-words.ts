import type { TestKind } from "../loadtest/index.ts";

export const contractOperand = {
  name: "[CONTRACT]",
  about: "the promise that judges (default: plimsoll.yaml)",
} as const;

/** What `--json` prints of a test of a contract's add-on. */
export const testJson = (kind: TestKind): string =>
  `{ "ok": true, "verdict": "met", "id": "2027-01-20T14-00-00Z-${kind}-4711", "planHash": "9f86d081…", "release": "1.4.0", "interrupted": false, "outcomes": [ { "objective": "ui.p95", "promised": "p95 ≤ 500 ms", "tenants": null, "verdict": "met", "events": 1204, "measured": 212.4, "low": 198.1, "high": 230.9, "needed": null } ], "findings": [ { "kind": "cost", "resource": "processor time", "unit": "ms", "perRequest": 3.1, "low": 2.9, "high": 3.4 } ], "reasons": [], "warnings": [], "files": [ "plimsoll-runs/2027-01-20T14-00-00Z-${kind}-4711/run.json" ] }
The record, run.json, has all figures; docs/run-record.md explains it. With --plan-only:
{ "ok": true, "plan": { "kind": "${kind}", "…": "…" }, "warnings": [] }`;
