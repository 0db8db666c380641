import type { Contract } from "../core/contract/index.ts";
import type { Statement } from "../core/slo/index.ts";
import type { Known } from "./projection.ts";

/** What recommendations of the operations guide are judged by, for one add-on. */
export interface GuideFacts {
  readonly contract: Contract;
  /** SHA-256 of the contract's document. */
  readonly contractHash: string;
  /** Of the period that is running. */
  readonly statement: Statement;
  /** ISO; null: the contract was never published here. */
  readonly publishedAt: string | null;
  readonly known: Known;
  readonly nowMs: number;
}

/** How an add-on stands to one recommendation. */
export interface Standing {
  /** unproven: nothing shows yet whether it is kept. */
  readonly state: "kept" | "broken" | "unproven" | "not-applicable";
  /** By what that is known, as sentences. */
  readonly evidence: string;
  /** Since when, or as of when, the evidence holds (ISO); null: there is none. */
  readonly at: string | null;
  /** What to do next, as a sentence; "": nothing. */
  readonly next: string;
}

/** How one recommendation is judged. Pure. */
export interface GuideJudge {
  /** "G1" … "G44" */
  readonly id: string;
  judge(facts: GuideFacts): Standing;
}
