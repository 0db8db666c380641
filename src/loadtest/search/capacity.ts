import type { CostFinding, KneeFinding } from "../model/index.ts";

/** Sessions a second that one replica bears; `high` null: no load was too much. */
export interface Capacity {
  readonly low: number;
  readonly high: number | null;
}

/** Share of a replica's capacity that is left unplanned, for what no forecast foresees. */
const HEADROOM = 0.3;

/** What a session costs a replica's processors. */
export interface ProcessorCost {
  /** Processor time of a request, in milliseconds. */
  readonly cost: CostFinding;
  readonly requestsPerSession: number;
  readonly coresPerReplica: number;
}

/**
 * The knee divided by the replicas, and no more than their processors could ever do: cores ÷ the
 * processor time of a session (the utilisation law). null where no load held, or it did so only once.
 */
export function capacityOf(
  knee: KneeFinding,
  replicas: number,
  processor: ProcessorCost | null = null,
): Capacity | null {
  if (knee.low === null || knee.confirmations < 1) return null;
  const low = knee.low / replicas;
  const ceilings = [
    ...(knee.high === null ? [] : [knee.high / replicas]),
    ...(processor === null ? [] : [mostByProcessor(processor)]),
  ].filter((ceiling) => ceiling >= low && Number.isFinite(ceiling));
  return { low, high: ceilings.length === 0 ? null : Math.min(...ceilings) };
}

/** By the least that a request may cost; without bound where it may cost nothing. */
function mostByProcessor({ cost, requestsPerSession, coresPerReplica }: ProcessorCost): number {
  const sessionMs = Math.max(0, cost.low) * requestsPerSession;
  return sessionMs === 0 ? Number.POSITIVE_INFINITY : (coresPerReplica * 1000) / sessionMs;
}

/** How many replicas a rate takes: ⌈rate ÷ (low · (1 − headroom))⌉, one at least. */
export const replicasFor = (rate: number, { low }: Capacity, headroom = HEADROOM): number =>
  Math.max(1, Math.ceil(rate / (low * (1 - headroom))));

/** Whether a knee lies beyond the rate that is expected, in sessions a second. */
export function kneeVerdict(
  { low, high }: KneeFinding,
  expected: number,
): "met" | "missed" | "insufficient" {
  if (low !== null && low >= expected) return "met";
  return high !== null && high <= expected ? "missed" : "insufficient";
}
