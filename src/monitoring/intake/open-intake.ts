import type { Store } from "../../core/store/index.ts";
import type { Clock } from "../../core/time/index.ts";
import type { RefusedMetrics } from "./decoded-metrics.ts";
import { forgetting } from "./forgetting.ts";
import { intake, type Part, type Taken } from "./intake.ts";
import { type MetricsRequest, openRequest, unpack } from "./metrics-request.ts";
import type { Receipt } from "./request-tally.ts";
import { resourceNumbers } from "./resource-numbers.ts";
import { sumsOf } from "./sums.ts";
import type { WaitingRequest } from "./waiting-request.ts";
import type { WatchedAddons } from "./watched-addon.ts";

export interface IntakeDeps {
  readonly store: Pick<Store, "intake">;
  readonly clock: Clock;
  /** The add-ons watched now. */
  readonly addons: () => WatchedAddons;
  /** Lets others have a turn; left out: nobody else wants one. */
  readonly pause?: () => Promise<void>;
  /** Cumulative series beyond this many are refused. */
  readonly mostSeries?: number;
}

export interface Intake {
  /**
   * Takes a request in; resolves once what it measured is durable. A request that was taken in
   * already, and is sent again because its answer was lost, adds nothing.
   * @throws PlimsollError of the store: sending the request again is right, and counts nothing twice.
   */
  receive(request: MetricsRequest): Promise<Receipt | RefusedMetrics>;
  /** How many cumulative series are remembered, and how many may be. */
  series(): Promise<SeriesKept>;
}

export interface SeriesKept {
  readonly kept: number;
  readonly most: number;
}

export const MOST_SERIES = 1_000_000;

/**
 * Points that share a transaction, of however many requests: enough to make it worth its while, few
 * enough for small requests not to wait long behind large ones.
 */
const POINTS_AT_ONCE = 500;
/** Unpacked bodies that are held at the same time, unless a single one is larger. */
const OPEN_BYTES = 64 << 20;

interface Active {
  readonly request: WaitingRequest;
  readonly bytes: number;
  readonly settle: PromiseWithResolvers<Receipt | RefusedMetrics>;
}

/**
 * Takes requests in part by part, so that large ones do not hold up small ones: in each turn every
 * open request hands out some of its points, and all of them go into one transaction of the store.
 * The store remembers how far each request was taken in, so that one which breaks off in between is
 * taken up again where it was when it is sent again.
 */
export function openIntake(deps: IntakeDeps): Intake {
  const { store, clock, addons, pause = async () => {}, mostSeries = MOST_SERIES } = deps;
  const numbers = resourceNumbers();
  const forget = forgetting(store.intake, clock);
  const waiting: { readonly sent: MetricsRequest; readonly settle: Active["settle"] }[] = [];
  let active: Active[] = [];
  let openBytes = 0;
  let isOpening = false;
  let isWorking = false;

  /** Opens waiting requests one after the other, as long as there is room for their bodies. */
  async function openWaiting(): Promise<void> {
    isOpening = true;
    while (waiting.length > 0 && (openBytes === 0 || openBytes < OPEN_BYTES)) {
      const { sent, settle } = waiting.shift()!;
      try {
        await open(sent, settle);
      } catch (error) {
        settle.reject(error);
      }
    }
    isOpening = false;
  }

  async function open(sent: MetricsRequest, settle: Active["settle"]): Promise<void> {
    const body = await unpack(sent);
    const request = "kind" in body ? body : await openRequest(body, sent.encoding, pause);
    if (!("kind" in request) && request.numbers.length > 0) {
      const context = { nowMs: clock.nowMs(), addons: addons() };
      request.measure(await numbers.take(request.numbers, request.tally, context, pause));
    }
    if ("kind" in request) settle.resolve(request);
    else if (request.isFinished) settle.resolve(request.tally.receipt());
    else {
      const bytes = (body as Uint8Array).length;
      openBytes += bytes;
      active.push({ request, bytes, settle });
      if (!isWorking) void work();
    }
  }

  async function work(): Promise<void> {
    isWorking = true;
    while (active.length > 0) {
      await runTurn();
      if (waiting.length > 0 && !isOpening) void openWaiting();
      await pause();
    }
    isWorking = false;
    await forget();
  }

  async function runTurn(): Promise<void> {
    const share = Math.ceil(POINTS_AT_ONCE / active.length);
    const turn = active.slice(0, POINTS_AT_ONCE);
    // Those that had to wait are the first in the next turn.
    active = active.slice(turn.length);
    try {
      const parts = turn.map(({ request }) => partOf(request, share));
      const tallies = await storeParts(parts);
      for (const [at, { request }] of turn.entries()) request.tally.add(tallies[at]!);
      for (const one of turn)
        if (one.request.isFinished)
          close(one, () => one.settle.resolve(one.request.tally.receipt()));
        else active.push(one);
    } catch (error) {
      for (const one of turn) close(one, () => one.settle.reject(error));
    }
  }

  function close({ bytes }: Active, settle: () => void): void {
    openBytes -= bytes;
    settle();
  }

  async function storeParts(parts: readonly Part[]): Promise<Taken["tallies"]> {
    const series = new Set<string>();
    for (const { points } of parts)
      for (const { metric, series: key } of points) {
        series.add(metric.sender).add(metric.otherSender);
        if (key !== null) series.add(key);
      }
    const asked = { requests: parts.map(({ request }) => request), series: [...series] };
    const context = { nowMs: clock.nowMs(), addons: addons(), mostSeries };
    let taken: Taken | null = null;
    await store.intake.update(asked, (known) => {
      taken = intake(parts, known, context);
      const { slots } = taken.change;
      return { ...taken.change, slots: [...slots, ...sumsOf(slots)] };
    });
    return (taken as Taken | null)!.tallies;
  }

  return {
    receive(sent) {
      const settle = Promise.withResolvers<Receipt | RefusedMetrics>();
      waiting.push({ sent, settle });
      if (!isOpening) void openWaiting();
      return settle.promise;
    },
    series: async () => ({ kept: (await store.intake.kept()).series, most: mostSeries }),
  };
}

function partOf(request: WaitingRequest, most: number): Part {
  const from = request.taken;
  const measured = request.takeMeasured();
  return { request: request.id, from, measured, points: request.next(most) };
}
