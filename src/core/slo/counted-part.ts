import type { Contract } from "../contract/index.ts";
import { MINUTE_MS } from "../time/index.ts";
import type { StatementPeriod } from "./period.ts";

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

/** Where no versions are given: the promise is in force from its `effectiveFrom` on. */
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

export interface CountingInput {
  readonly period: StatementPeriod;
  /** Whether the period is the last so many days rather than a month. */
  readonly isRolling: boolean;
  readonly promised: PromisedTime;
  /** When watching began; null: it never did. */
  readonly sinceMs: number | null;
  readonly nowMs: number;
}

/**
 * One beginning for whatever is counted: the first whole minute after watching began, the promise
 * was in force, and the period had begun. Nothing before it is in any figure. The first of periods
 * that roll is as long as every other: it lasts until so many days have passed since the beginning.
 */
export function countedPart(input: CountingInput): CountedPart {
  const { period, isRolling, promised, sinceMs, nowMs } = input;
  const latestMs = wholeMinute(promised.toMs);
  const begunMs = wholeMinute(Math.max(period.fromMs, promised.fromMs, sinceMs ?? period.toMs));
  const fullMs = isRolling ? begunMs + period.toMs - period.fromMs : period.toMs;
  const toMs = Math.min(latestMs, Math.max(period.toMs, fullMs));
  const fromMs = Math.min(begunMs, toMs);
  const phase = nowMs < toMs ? "running" : "over";
  return { fromMs, toMs, phase: promised.isPromised ? phase : "before-promise" };
}

/** The first whole minute that does not begin earlier. */
const wholeMinute = (ms: number): number => Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
