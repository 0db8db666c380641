import { hash } from "node:crypto";
import type { NewEntry } from "../../core/ledger/index.ts";
import { isoTime } from "../../core/time/index.ts";
import { runJudged, writeEntry } from "../../entries/index.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * The run as evidence in the ledger: what was judged and by what, and the hash of the record that
 * proves it.
 * @param text what `encodeRun` gave for the record, as it is kept
 * @param atMs when it was judged
 */
export function runEntry({ run, judgement }: RunRecord, text: string, atMs: number): NewEntry {
  const { id, plan, planHash, release, startedMs, interrupted } = run;
  return writeEntry(
    runJudged,
    {
      id,
      kind: plan.kind,
      target: plan.target.kind,
      startedAt: isoTime(startedMs),
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
    { addon: plan.addon, atMs, by: "plimsoll", cause: `run ${id}` },
  );
}
