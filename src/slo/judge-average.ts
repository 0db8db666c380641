import { emptySlot, type Slot, Z_95 } from "../measurement/index.ts";
import { deviation } from "./deviation.ts";
import type { Judgement } from "./judgement.ts";
import type { Verdict } from "./statement.ts";

/** Below this many events no mean is taken to be normally distributed, and nothing is decided. */
const ENOUGH = 30;

/**
 * Formula charged-average/1: the time that all requests took, over the number of those that
 * succeeded, so that each success also carries what the failures took. The interval is that of the
 * successes' mean (central limit theorem), moved up by this charge: no failure can improve it.
 */
export function judgeAverage(limitMs: number, slot: Slot = emptySlot): Judgement {
  const { events, good } = slot;
  const averageMs = good.count === 0 ? null : meanMs(slot) + chargeMs(slot);
  const verdict = verdictOf(slot, limitMs);
  return {
    measured: averageMs,
    unit: "ms",
    kept: null,
    events,
    verdict,
    needed: verdict === "insufficient" ? needed(slot, limitMs) : null,
    budget: null,
    formula: "charged-average/1",
  };
}

function verdictOf(slot: Slot, limitMs: number): Verdict {
  const isEnough = slot.good.count >= ENOUGH;
  const high = isEnough ? meanMs(slot) + halfMs(slot) + chargeMs(slot) : Number.POSITIVE_INFINITY;
  const low = (isEnough ? meanMs(slot) - halfMs(slot) : 0) + chargeMs(slot);
  if (high <= limitMs) return "met";
  return low > limitMs && slot.events >= ENOUGH ? "missed" : "insufficient";
}

const meanMs = ({ good }: Slot): number => good.sumUs / 1000 / good.count;

const halfMs = ({ good }: Slot): number => (Z_95 * deviation(good) * 1000) / Math.sqrt(good.count);

/** What each success carries of the failures' time; beyond measure where nothing succeeded. */
function chargeMs({ bad, good, failed }: Slot): number {
  if (good.count === 0) return bad === 0 ? 0 : Number.POSITIVE_INFINITY;
  return failed.sumUs / 1000 / good.count;
}

/** Until the interval is as narrow as the gap between figure and limit. */
function needed(slot: Slot, limitMs: number): number | null {
  const { good } = slot;
  if (good.count < 2) return ENOUGH - good.count;
  const gapMs = Math.abs(meanMs(slot) + chargeMs(slot) - limitMs);
  const enough = Math.ceil(((Z_95 * deviation(good) * 1000) / gapMs) ** 2);
  if (!Number.isSafeInteger(enough)) return null;
  return Math.max(1, Math.max(ENOUGH, enough) - good.count);
}
