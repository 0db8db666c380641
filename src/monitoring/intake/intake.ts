import type { PlacedSlot } from "../../core/measurement/index.ts";
import type { IntakeChange, IntakeKnown, SeriesState } from "../../core/store/index.ts";
import { FORMER_METRIC, type HistogramPoint, PRESENT_METRIC } from "./metrics.ts";
import { placePoint } from "./place-point.ts";
import { RequestTally } from "./request-tally.ts";
import type { WaitingMetric, WaitingPoint } from "./waiting-request.ts";
import { addonOf, type WatchedAddons } from "./watched-addon.ts";

export interface IntakeContext {
  readonly nowMs: number;
  readonly addons: WatchedAddons;
  /** More cumulative series than this are not remembered, and so not counted. */
  readonly mostSeries: number;
}

/** Points of one request that are taken in together; the first of them is number `from` of the request. */
export interface Part {
  /** Tells requests apart: two that are byte for byte the same have the same. */
  readonly request: string;
  readonly from: number;
  readonly points: readonly WaitingPoint[];
  /** What the request tells of resources: its point number `from`; the others follow. Left out: none of this part. */
  readonly measured?: readonly PlacedSlot[] | null;
}

export interface Taken {
  readonly change: IntakeChange;
  /** What came of each part. */
  readonly tallies: readonly RequestTally[];
}

/**
 * Takes in what add-ons' own instrumentation measured: their requests by tenant, release, region
 * and indicator. A point counts for the minute in which its time lies; one that ends exactly with a
 * minute, for the minute it ends (12:01:00.000 is about 12:00). Points without a recorded value,
 * about bots and tests, or about requests that no promise is about, are accepted and add nothing;
 * so are those of a request that was taken in before and is sent again.
 */
export function intake(parts: readonly Part[], known: IntakeKnown, context: IntakeContext): Taken {
  const taking = new Taking(known, context);
  const tallies = parts.map((part) => taking.add(part));
  return { change: taking.change, tallies };
}

class Taking {
  readonly change: {
    readonly slots: PlacedSlot[];
    readonly requests: Map<string, number>;
    readonly series: Map<string, SeriesState>;
  } = { slots: [], requests: new Map(), series: new Map() };
  readonly #known: IntakeKnown;
  readonly #context: IntakeContext;
  #newSeries = 0;

  constructor(known: IntakeKnown, context: IntakeContext) {
    this.#known = known;
    this.#context = context;
  }

  add({ request, from, points, measured = null }: Part): RequestTally {
    const tally = new RequestTally();
    const done = this.change.requests.get(request) ?? this.#known.requests.get(request) ?? 0;
    const slotsBefore = this.change.slots.length;
    if (measured !== null && from >= done) this.change.slots.push(...measured);
    const first = measured === null ? from : from + 1;
    for (const [at, point] of points.entries()) this.#point(point, first + at >= done, tally);
    // A request that added nothing may come again: it will add nothing again.
    if (this.change.slots.length > slotsBefore)
      this.change.requests.set(request, Math.max(done, first + points.length));
    return tally;
  }

  /** `isNew`: it was not taken in with a request before; else only what it would come to is told again. */
  #point(
    { metric, point, series, error }: WaitingPoint,
    isNew: boolean,
    tally: RequestTally,
  ): void {
    const { resource, name } = metric;
    const addon = addonOf(resource, this.#context.addons);
    if (!addon) {
      tally.refuse("addon-not-named", NO_ADDON, resource, 1);
      return;
    }
    if (point === null) {
      tally.refuse("points-refused", `it cannot be read: ${error}`, resource, 1);
      return;
    }
    if (isNew && this.#isCountedElsewhere(metric, point)) {
      tally.accept(resource);
      tally.notice("counted-elsewhere", countedElsewhere(name), resource, 1);
      return;
    }
    const state = series === null ? null : this.#stateOf(series);
    const taken = placePoint(
      metric,
      point,
      addon,
      {
        state,
        forgottenUntilNs: this.#known.forgottenUntilNs,
        isFull: this.#known.seriesKept + this.#newSeries >= this.#context.mostSeries,
      },
      this.#context.nowMs,
    );
    if (taken.kind === "refused") {
      tally.refuse("points-refused", taken.reason, resource, 1);
      return;
    }
    tally.accept(resource);
    // Of a request that is sent again too: whether the call was written down is not known here.
    if (taken.call) tally.call({ ...taken.call, addon: addon.key });
    if (!isNew) return;
    if (taken.lacking) tally.notice("counted-in-part", taken.lacking, resource, 1);
    if (taken.placed) this.change.slots.push(taken.placed);
    if (taken.state) {
      if (state === null) this.#newSeries++;
      this.change.series.set(series!, taken.state);
    }
    if (!point.noRecordedValue) this.#countFrom(metric.sender, point.timeNs);
  }

  #stateOf(series: string): SeriesState | null {
    return this.change.series.get(series) ?? this.#known.series.get(series) ?? null;
  }

  /** A sender may tell of the same requests in both generations: time that one has told of is not counted from the other. */
  #isCountedElsewhere({ otherSender }: WaitingMetric, point: HistogramPoint): boolean {
    const untilNs = this.#stateOf(otherSender)?.lastNs ?? 0;
    return untilNs > 0 && (point.startNs < untilNs || point.timeNs <= untilNs);
  }

  #countFrom(sender: string, untilNs: number): void {
    if (untilNs > (this.#stateOf(sender)?.lastNs ?? 0))
      this.change.series.set(sender, { lastNs: untilNs, state: new Uint8Array() });
  }
}

export const NO_ADDON = "its resource names no add-on that is watched here (plimsoll.addon)";

const countedElsewhere = (name: string): string =>
  `${name} tells of requests that ${name === PRESENT_METRIC ? FORMER_METRIC : PRESENT_METRIC} of the same sender has told of`;
