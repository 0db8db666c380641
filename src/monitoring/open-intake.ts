import type { PlacedSlot } from "../measurement/index.ts";
import type { Store } from "../store/index.ts";
import type { Clock } from "../time/index.ts";
import type { DecodedMetrics, RefusedMetrics } from "./decoded-metrics.ts";
import { intake, type SenderBatch } from "./intake.ts";
import type { PointNotice } from "./intake-notice.ts";
import type { HistogramPoint } from "./metrics.ts";
import { SeriesMemory } from "./series-memory.ts";
import type { WatchedAddons } from "./watched-addon.ts";

export interface IntakeDeps {
  readonly store: Pick<Store, "slots">;
  readonly clock: Clock;
  /** The add-ons watched now. */
  readonly addons: () => WatchedAddons;
}

export interface Intake {
  /**
   * Takes a request in; resolves once what it measured is durable. `decode` is called when its turn
   * comes. `id` tells requests apart: one that was taken in already, and is sent again because its
   * answer was lost, adds nothing.
   * @throws PlimsollError of the store: nothing of the request was taken in, sending it again is right.
   */
  take(id: string, decode: () => DecodedMetrics): Promise<Receipt | RefusedMetrics>;
}

export interface Receipt {
  readonly kind: "taken";
  readonly accepted: number;
  readonly rejected: number;
  readonly notices: readonly PointNotice[];
  readonly batches: readonly SenderBatch[];
}

type Answer = Receipt | RefusedMetrics;

interface Request {
  readonly decode: () => DecodedMetrics;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that share a transaction. */
interface Batch {
  readonly slots: PlacedSlot[];
  readonly seen: Map<string, HistogramPoint>;
  readonly counted: Map<string, number>;
  readonly taken: { readonly request: Request; readonly receipt: Receipt }[];
}

/** Enough to make a transaction worth its while; more would keep the process from its other work. */
const SLOTS_AT_ONCE = 5000;
const MOST_ANSWERS = 4096;

/**
 * One request after the other: cumulative points must follow their predecessors. Those that arrive
 * while the store is busy share the next transaction, so that waiting costs little, and are not
 * decoded before, so that a crowd of them does not fill the memory.
 */
export function openIntake({ store, clock, addons }: IntakeDeps): Intake {
  const memory = new SeriesMemory(clock.nowMs());
  const answers = new Map<string, Promise<Answer>>();
  const waiting: Request[] = [];
  let isWorking = false;

  async function work(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) await storeBatch();
    isWorking = false;
  }

  async function storeBatch(): Promise<void> {
    const batch: Batch = { slots: [], seen: new Map(), counted: new Map(), taken: [] };
    while (waiting.length > 0 && batch.slots.length < SLOTS_AT_ONCE) join(batch, waiting.shift()!);
    try {
      if (batch.slots.length > 0) await store.slots.add(batch.slots);
      memory.remember(batch.seen, clock.nowMs());
      memory.rememberCounted(batch.counted);
      for (const { request, receipt } of batch.taken) request.resolve(receipt);
    } catch (error) {
      for (const { request } of batch.taken) request.reject(error);
    }
  }

  function join({ slots, seen, counted, taken }: Batch, request: Request): void {
    try {
      const decoded = request.decode();
      if (decoded.kind !== "decoded") {
        request.resolve(decoded);
        return;
      }
      const one = intake(decoded, {
        nowMs: clock.nowMs(),
        addons: addons(),
        lastOf: (series) => seen.get(series) ?? memory.lastOf(series),
        knownSinceNs: memory.knownSinceNs,
        countedUntilNs: (sender) => counted.get(sender) ?? memory.countedUntilNs(sender),
      });
      for (const placed of one.slots) slots.push(placed);
      for (const [series, point] of one.seen) seen.set(series, point);
      for (const [sender, untilNs] of one.counted) counted.set(sender, untilNs);
      const { accepted, rejected, notices, batches } = one;
      taken.push({ request, receipt: { kind: "taken", accepted, rejected, notices, batches } });
    } catch (error) {
      request.reject(error);
    }
  }

  function remember(id: string, answer: Promise<Answer>): void {
    answers.set(id, answer);
    answer.catch(() => answers.delete(id));
    const [oldest] = answers.keys();
    if (answers.size > MOST_ANSWERS) answers.delete(oldest!);
  }

  return {
    take(id, decode) {
      const known = answers.get(id);
      if (known) return known;
      const answer = new Promise<Answer>((resolve, reject) => {
        waiting.push({ decode, resolve, reject });
      });
      remember(id, answer);
      if (!isWorking) void work();
      return answer;
    },
  };
}
