import { limitMsOf } from "../contract/index.ts";
import {
  emptySlot,
  knownQuantile,
  quantileOfSlot,
  type Slot,
  verdictOfShare,
  widthAround,
} from "../measurement/index.ts";
import type { Judgement } from "./judgement.ts";
import { countsOf, type EventPromise, targetOf } from "./promise-counts.ts";
import type { Undecided } from "./statement.ts";
import { budgetOf } from "./uptime.ts";

/**
 * Formulas quantile-share/2 and event-share/2: the verdict rests on the share of events that kept
 * the promise, by Wilson's interval, with every undecided event counted both ways.
 */
export function judgeEvents(promise: EventPromise, slot: Slot = emptySlot): Judgement {
  const target = targetOf(promise);
  const { events, kept, broken } = countsOf(promise, slot);
  const open = events - kept - broken;
  const { share, most, interval, verdict, needed } = verdictOfShare(kept, open, events, target);
  return {
    ...(promise.kind === "quantile"
      ? { ...quantileFigure(slot, promise.quantile), unit: "ms", formula: "quantile-share/2" }
      : { ...shareFigure(share, most, events), unit: "share", formula: "event-share/2" }),
    kept: events > 0 ? { share, most, ...interval } : null,
    events,
    undecided: open === 0 ? null : { events: open, cause: causeOf(promise, slot, open) },
    verdict,
    needed,
    budget: events > 0 ? budgetOf("events", (1 - target) * events, broken, open) : null,
  };
}

/** OpenTelemetry's exponential histograms are finer than this, from scale 2 on, wherever durations differ. */
const COARSE = 1.2;

/** Where the outcome of events is not known, no bucket boundary could decide anything. */
function causeOf(promise: EventPromise, slot: Slot, open: number): Undecided["cause"] {
  if (2 * slot.undecided >= open) return "status";
  const width = widthAround(slot.good, (limitMsOf(promise) ?? 0) / 1000);
  return width > 1 && width < COARSE ? "resolution" : "buckets";
}

type Figure = Pick<Judgement, "measured" | "range">;

/** The lower end where it is a range; no figure at all where no event is decided. */
function shareFigure(share: number, most: number, events: number): Figure {
  const isUnknown = events === 0 || (share === 0 && most === 1);
  const range = events > 0 && share < most ? { low: share, high: most } : null;
  return { measured: isUnknown ? null : share, range };
}

/** Wider than any bucket of ours: 2^(1/32), with the slack of a float. */
const WIDER = 2 ** (1 / 32) + 1e-9;

/** The upper end where it is a range: where senders' buckets are coarser than ours, or no status was sent. */
function quantileFigure(slot: Slot, quantile: number): Figure {
  const known = knownQuantile(slot, quantile);
  if (known === null) return { measured: null, range: null };
  const [low, high] = [known.low * 1000, known.high * 1000];
  if (high > low * WIDER) return { measured: high, range: { low, high } };
  return { measured: quantileOfSlot(slot, quantile) * 1000, range: null };
}
