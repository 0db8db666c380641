import type { RunJudgement } from "../judging/index.ts";
import type { Finding, Run } from "../model/index.ts";

/** A run and what it was judged to show: all that a report, a ledger entry and an auditor need. */
export interface RunRecord {
  readonly run: Run;
  readonly judgement: Judgement;
}

export interface Judgement extends RunJudgement {
  /** Beyond the promises; a bad one may have changed the verdict. */
  readonly findings: readonly Finding[];
}

/** Names the version of the document; another number is another document. */
export const RECORD_FORMAT = "plimsoll-run/2";
/** The version before, which is still read. */
export const EARLIER_FORMAT = "plimsoll-run/1";
