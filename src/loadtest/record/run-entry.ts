import { hash } from "node:crypto";
import type { NewEntry } from "../../core/ledger/index.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * The run as evidence in the ledger: what was judged and by what, and the hash of the record that
 * proves it.
 * @param text what `encodeRun` gave for the record, as it is kept
 * @param at when it was judged: ISO 8601, UTC, milliseconds
 */
export function runEntry({ run, judgement }: RunRecord, text: string, at: string): NewEntry {
  const { id, plan, planHash, release, startedMs, interrupted } = run;
  return {
    addon: plan.addon,
    subject: `run/${id}`,
    type: "run.judged",
    at,
    by: "plimsoll",
    data: {
      id,
      kind: plan.kind,
      target: plan.target.kind,
      startedAt: new Date(startedMs).toISOString(),
      interrupted,
      verdict: judgement.verdict,
      objectives: judgement.outcomes
        .filter(({ tenants }) => tenants === null)
        .map(({ objective, verdict }) => ({ id: objective, verdict })),
      contract: plan.contract,
      release,
      planHash,
      recordSha256: hash("sha256", text),
    },
  };
}
