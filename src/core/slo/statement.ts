import type { Promised } from "../contract/index.ts";
import type { CountedPart } from "./counted-part.ts";
import type { StatementPeriod } from "./period.ts";

/**
 * `met` and `missed` only when the evidence says so whatever is unknown; else `insufficient`. While
 * the period runs, they are about the part so far.
 */
export type Verdict = "met" | "missed" | "insufficient";

/** The computed account of one scope for one period: every figure with its inputs and formula. */
export interface Statement {
  readonly addon: string;
  /** null: the add-on as a whole, over all tenants' events. */
  readonly tenant: string | null;
  readonly period: StatementPeriod;
  /** ISO; measurements after this moment are not in it. */
  readonly computedAt: string;
  /** ISO; when watching began, null where nothing has ever been measured. */
  readonly since: string | null;
  /** ISO date from which the promise is made. */
  readonly effectiveFrom: string;
  /** What of the period counts, and whether it is over. */
  readonly counted: CountedPart;
  readonly objectives: readonly ObjectiveAccount[];
  /** null where no uptime is promised. */
  readonly uptime: UptimeAccount | null;
  /** The probe checks that were made in minutes that count. */
  readonly checks: CheckAccount;
  /** One row per UTC day of the period, oldest first. */
  readonly days: readonly DayAccount[];
  /**
   * Days of which something was measured that cannot be read any more: their minutes are unknown, and
   * no verdict rests on such a day's events. Left out: everything could be read.
   */
  readonly damaged?: readonly DamagedDay[];
  /** Whole-add-on statements only: how the tenants fared one by one. */
  readonly tenants: TenantDistribution | null;
}

export interface DamagedDay {
  /** "2027-01-31" */
  readonly day: string;
  /** Of which something is missing. */
  readonly indicators: readonly string[];
}

export interface ObjectiveAccount {
  readonly id: string;
  readonly indicator: string;
  readonly promise: Promised;
  /** The promise in words, from the contract. */
  readonly promised: string;
  /** The figure itself: a share 0–1, or milliseconds, as `unit` says; null while there is none. */
  readonly measured: number | null;
  readonly unit: "share" | "ms";
  /** Between which figures it lies, where what senders sent is too coarse for a single one; in `unit`. */
  readonly range: Range | null;
  /** What the verdict rests on; null while nothing was measured. */
  readonly kept: Kept | null;
  readonly events: number;
  /** ISO of the first event in the period. */
  readonly since: string | null;
  readonly verdict: Verdict;
  /** Events that may have kept the promise or not; null where every one is decided. */
  readonly undecided: Undecided | null;
  /**
   * How many more events, of uptime how many more minutes that are up, would settle an
   * `insufficient` verdict at the present share; null: not a matter of count.
   */
  readonly needed: number | null;
  readonly budget: Budget | null;
  /** Id of the formula, such as "tenant-minutes/3"; documented in docs/formulas.md. */
  readonly formula: string;
}

/** A figure that is known no better than to lie between two. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Undecided {
  readonly events: number;
  /**
   * Why most of them are. status: the sender sent neither a status nor an error type. buckets: its
   * histogram has no boundary at the limit. resolution: nor has a fine one, right around the limit.
   */
  readonly cause: "buckets" | "resolution" | "status";
}

/** Shares of events (of uptime: of known minutes) that kept the promise. */
interface Kept {
  /** That certainly did. */
  readonly share: number;
  /** That did or may have: more than `share` where events are undecided. */
  readonly most: number;
  /** The 95 % interval around both; of uptime, with every unknown minute down and up. */
  readonly low: number;
  readonly high: number;
}

/** The error budget of a period: minutes for uptime, events for shares. */
export interface Budget {
  readonly unit: "minutes" | "events";
  readonly allowed: number;
  /** What certainly failed. */
  readonly spent: number;
  /** What may have failed: unknown minutes, events that nobody could decide. */
  readonly open: number;
  /** spent ÷ allowed; above 1 when overspent. */
  readonly share: number;
  /** (spent + open) ÷ allowed. */
  readonly mostShare: number;
}

/** Minutes of formula tenant-minutes/3, with the alternatives readers of other tools expect. */
export interface UptimeAccount {
  readonly all: number;
  readonly excluded: number;
  readonly down: number;
  readonly up: number;
  readonly unknown: number;
  /** 1 − down ÷ (all − excluded − unknown); null when nothing is known. */
  readonly share: number | null;
  /** The same with every unknown minute down, and up: the verdict needs both to agree. */
  readonly worst: number | null;
  readonly best: number | null;
  /** Excluded minutes counted as down, and as up. */
  readonly windowsAsDown: number | null;
  readonly windowsAsUp: number | null;
  /** Minutes that somebody says were measured wrongly, of them those down, and the uptime without them; left out: none. */
  readonly disputed?: {
    readonly minutes: number;
    readonly down: number;
    readonly share: number | null;
  };
  readonly formula: "tenant-minutes/3";
}

/** What came of the probe checks, every asking counted as one. */
export interface CheckAccount {
  /** Checks, those included that ask again. */
  readonly made: number;
  readonly failed: number;
  /** Checks that failed and were answered when asked again at once: no minute is down by them. */
  readonly answeredAgain: number;
  /** Inconclusive checks: the place that makes them was, or may have been, cut off from the network. */
  readonly cutOff: number;
  /** Minutes that are unknown in which there was such a check. */
  readonly cutOffMinutes: number;
}

export interface DayAccount {
  /** "2027-01-31" */
  readonly day: string;
  readonly events: number;
  readonly bad: number;
  readonly down: number;
  readonly excluded: number;
  readonly unknown: number;
  readonly up: number;
  /** By objective id, for promises about events: what the public page draws as that objective's days. */
  readonly objectives?: Readonly<Record<string, ObjectiveDay>>;
}

/** `kept` and `broken` are certain; undecided events are in neither. */
export interface ObjectiveDay {
  readonly events: number;
  readonly kept: number;
  readonly broken: number;
}

export interface TenantDistribution {
  readonly measured: number;
  readonly met: number;
  readonly missed: number;
  readonly insufficient: number;
  /** Lowest uptime first, ten at most. */
  readonly worst: readonly {
    readonly tenant: string;
    readonly uptime: number;
    readonly down: number;
  }[];
}
