import type { Contract } from "../contract/index.ts";
import { MINUTE_MS } from "../time/index.ts";
import type { StatementPeriod } from "./statement.ts";

/**
 * A stretch of time in which one version of a promise is in force, or (`isPromised` false) none is
 * yet. Epoch milliseconds, `fromMs` ≤ t < `toMs`; either may be infinite.
 */
export interface PromisedTime {
  readonly fromMs: number;
  readonly toMs: number;
  readonly isPromised: boolean;
}

/**
 * before-promise: nothing is promised yet, and nothing is judged. running: what counts goes on, and
 * figures and verdicts are about the part so far. over: they are final, but for late measurements.
 */
export type Phase = "before-promise" | "running" | "over";

/** The part of a period that an account is about: on whole UTC minutes, `fromMs` ≤ t < `toMs`. */
export interface CountedPart {
  readonly fromMs: number;
  /** Its end, which may lie ahead. */
  readonly toMs: number;
  readonly phase: Phase;
}

/** Where nobody tells of versions: the promise is in force from its `effectiveFrom` on. */
export function promisedTimeOf(
  { sla }: Contract,
  period: StatementPeriod,
  nowMs: number,
): PromisedTime {
  const effectiveMs = Date.parse(sla.effectiveFrom);
  return effectiveMs > nowMs || effectiveMs >= period.toMs
    ? { fromMs: Number.NEGATIVE_INFINITY, toMs: effectiveMs, isPromised: false }
    : { fromMs: effectiveMs, toMs: Number.POSITIVE_INFINITY, isPromised: true };
}

/**
 * One beginning for whatever is counted: the first whole minute after watching began (null: it never
 * did), the promise was in force, and the period had begun. Nothing before it is in any figure.
 */
export function countedPart(
  period: StatementPeriod,
  promised: PromisedTime,
  sinceMs: number | null,
  nowMs: number,
): CountedPart {
  const toMs = wholeMinute(Math.min(period.toMs, promised.toMs));
  const begunMs = wholeMinute(Math.max(period.fromMs, promised.fromMs, sinceMs ?? toMs));
  const running = nowMs < toMs ? "running" : "over";
  return {
    fromMs: Math.min(begunMs, toMs),
    toMs,
    phase: promised.isPromised ? running : "before-promise",
  };
}

/** The first whole minute that does not begin earlier. */
const wholeMinute = (ms: number): number => Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
