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
  const { average, most, verdict, needed } = verdictOfAverage(times, limitMs);
  return {
    measured: most,
    range: most !== null && undecided > 0 ? { low: average!, high: most } : null,
    unit: "ms",
    kept: null,
    undecided: undecided > 0 ? { events: undecided, cause: "status" } : null,
    events,
    verdict,
    needed,
    budget: null,
    formula: "charged-average/2",
  };
}
