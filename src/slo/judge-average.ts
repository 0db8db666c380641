import { deviation, emptySlot, type Slot, verdictOfAverage } from "../measurement/index.ts";
import type { Judgement } from "./judgement.ts";

/** Formula charged-average/2, over the requests of a slot. */
export function judgeAverage(limitMs: number, slot: Slot = emptySlot): Judgement {
  const { events, undecided, good, failed } = slot;
  const failuresMs = failed.sumUs / 1000;
  const times = {
    events,
    good: good.count,
    undecided,
    mean: good.sumUs / 1000 / good.count,
    deviation: deviation(good) * 1000,
    failures: { low: failuresMs, high: failuresMs },
  };
  const { average, verdict, needed } = verdictOfAverage(times, limitMs);
  return {
    measured: average,
    range: null,
    unit: "ms",
    kept: null,
    undecided: null,
    events,
    verdict,
    needed,
    budget: null,
    formula: "charged-average/2",
  };
}
