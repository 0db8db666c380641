import { writtenSla } from "../../core/contract/index.ts";
import { CONTRACT } from "../../core/contract/testdata/written-contract.ts";
import type { Statement } from "../../core/slo/index.ts";
import type { PublicView, PublishedAddon } from "../index.ts";
import { ADDON, SLA } from "./contract.ts";

const PERIOD = { name: "2027-01", fromMs: Date.UTC(2027, 0, 1), toMs: Date.UTC(2027, 1, 1) };

/** A statement of January 2027; without parts nothing was measured. */
export function statement(parts: Partial<Statement>): Statement {
  const { period = PERIOD, since = "2026-11-20T08:12:00.000Z" } = parts;
  const computedAt = parts.computedAt ?? "2027-01-23T14:03:22.000Z";
  const isOver = Date.parse(computedAt) >= period.toMs;
  const fromMs = Math.max(period.fromMs, Date.parse(since ?? computedAt));
  return {
    addon: ADDON.key,
    tenant: null,
    period,
    computedAt,
    since,
    effectiveFrom: SLA.effectiveFrom,
    counted: { fromMs, toMs: period.toMs, phase: isOver ? "over" : "running" },
    objectives: [],
    uptime: null,
    checks: { made: 0, failed: 0, answeredAgain: 0, cutOff: 0, cutOffMinutes: 0 },
    days: [],
    tenants: null,
    ...parts,
  };
}

/** The add-on of the contract, published with its statement. */
export function published(
  parts: Partial<PublishedAddon> & { statement: Statement },
): PublishedAddon {
  return {
    addon: ADDON,
    sla: SLA,
    written: writtenSla(CONTRACT),
    version: 3,
    earlier: [],
    watchingSince: "2026-11-20T08:12:00.000Z",
    current: null,
    sections: [],
    hasGuide: false,
    tests: [],
    ...parts,
  };
}

export const PUBLIC_KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

export const viewOf = (...addons: readonly PublishedAddon[]): PublicView => ({
  addons,
  publicKey: PUBLIC_KEY,
});
