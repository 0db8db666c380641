import { type Edits, editedContract } from "../../core/contract/testdata/exemplary.ts";
import type { ObjectiveAccount, Statement } from "../../core/slo/index.ts";
import type { GuideFacts, Known } from "../../engine/index.ts";
import { knownOf } from "../../engine/testdata/known.ts";
import type { JudgedRun } from "../../entries/index.ts";

const NOW = "2027-01-23T14:03:22.000Z";
const HASH = "sha256:0123";

/** One promise, kept by a thousand events. */
export const account = (parts: Partial<ObjectiveAccount>): ObjectiveAccount =>
  ({
    id: "ui.p95",
    indicator: "ui",
    promise: { kind: "quantile" },
    events: 1000,
    since: "2027-01-01T00:00:00.000Z",
    verdict: "met",
    ...parts,
  }) as ObjectiveAccount;

export const uptime = (parts: Partial<ObjectiveAccount> = {}): ObjectiveAccount =>
  account({ id: "uptime", indicator: "availability", promise: { kind: "uptime" } as never, ...parts });

/** What is known of an add-on that keeps its promises; the contract's keys may be edited. */
export function facts(
  parts: { readonly edits?: Edits; readonly known?: Known } & Partial<
    Pick<Statement, "objectives" | "days">
  > &
    Partial<Pick<GuideFacts, "publishedAt">> = {},
): GuideFacts {
  const { edits = {}, known = knownOf(), publishedAt = "2026-11-20T08:12:00.000Z" } = parts;
  const statement = {
    computedAt: NOW,
    effectiveFrom: "2026-12-01",
    counted: { phase: "running" },
    since: "2026-11-20T08:12:00.000Z",
    objectives: parts.objectives ?? [uptime(), account({}), account({ id: "service.p95", indicator: "service" })],
    days: parts.days ?? [{ day: "2027-01-23", events: 17 }],
  } as unknown as Statement;
  const contract = editedContract(edits);
  return { contract, contractHash: HASH, statement, publishedAt, known, nowMs: Date.parse(NOW) };
}

/** A load test under this contract that kept every promise. */
export const run = (parts: Partial<JudgedRun> = {}): JudgedRun => ({
  id: "2027-01-20T14-00-00Z-load-4711",
  kind: "load",
  target: "mock",
  startedAt: "2027-01-20T14:00:00.000Z",
  interrupted: false,
  verdict: "met",
  objectives: ["uptime", "ui.p95", "service.p95"].map((id) => ({ id, verdict: "met" })),
  contract: HASH,
  release: "1.4.0",
  planHash: null,
  recordSha256: "00",
  ...parts,
});
