import type { PlacedSlot } from "../../core/measurement/index.ts";
import {
  type CounterState,
  evaluate,
  instanceName,
  otlpRules,
  resourceSlot,
  type Sample,
} from "../../core/resources/index.ts";
import { MINUTE_MS } from "../../core/time/index.ts";
import { NO_ADDON } from "./intake.ts";
import {
  type Attributes,
  type NumberMetric,
  type NumberPoint,
  UnreadablePoint,
} from "./metrics.ts";
import type { RequestTally } from "./request-tally.ts";
import { addonOf, type WatchedAddons } from "./watched-addon.ts";

/** What is in use is about now: what comes later has missed its thresholds. */
const MOST_AGE_MS = 10 * MINUTE_MS;
const MOST_AHEAD_MS = 5 * MINUTE_MS;
/** What counters grew by over a longer time says nothing about the last minute. */
const MOST_GAP_MS = 5 * MINUTE_MS;
/** Senders of counters that are remembered; the one that was silent longest is forgotten. */
const MOST_SENDERS = 1_000;
/** Decoded between two pauses. */
const POINTS_AT_ONCE = 500;

interface Reading {
  readonly atMs: number;
  readonly counters: CounterState;
}

/** What counters of a sender stood at, last and before: a request may come twice. */
interface Earlier {
  readonly last: Reading;
  readonly before: Reading | null;
}

export interface ResourceNumbers {
  /** Makes slots of what a request tells of resources, and tells the tally what came of its points. */
  take(
    metrics: readonly NumberMetric[],
    tally: RequestTally,
    context: { readonly nowMs: number; readonly addons: WatchedAddons },
    pause: () => Promise<void>,
  ): Promise<readonly PlacedSlot[]>;
}

/** Remembers what counters stood at; after a start each of them only begins. */
export function resourceNumbers(): ResourceNumbers {
  const known = new Map<string, Earlier>();

  /** What a sender's counters stood at before `atMs`. */
  function before(sender: string, atMs: number): CounterState | null {
    const earlier = known.get(sender);
    const base = earlier && earlier.last.atMs < atMs ? earlier.last : earlier?.before;
    return base && atMs - base.atMs <= MOST_GAP_MS ? base.counters : null;
  }

  function remember(sender: string, atMs: number, counters: CounterState): void {
    const earlier = known.get(sender);
    if (counters.size === 0 || (earlier && earlier.last.atMs >= atMs)) return;
    known.delete(sender);
    known.set(sender, { last: { atMs, counters }, before: earlier?.last ?? null });
    if (known.size > MOST_SENDERS) known.delete(known.keys().next().value!);
  }

  return {
    async take(metrics, tally, { nowMs, addons }, pause) {
      const slots: PlacedSlot[] = [];
      for (const [resource, own] of Map.groupBy(metrics, (metric) => metric.resource)) {
        const moments = await momentsOf(resource, own, nowMs, tally, pause);
        const addon = addonOf(resource, addons);
        const [instance, sender] = [instanceOf(resource), JSON.stringify([...resource].sort())];
        for (const atMs of [...moments.keys()].sort((a, b) => a - b)) {
          const samples = moments.get(atMs)!;
          if (!addon) {
            tally.refuse("addon-not-named", NO_ADDON, resource, samples.length);
            continue;
          }
          const found = evaluate(otlpRules, samples, before(sender, atMs));
          remember(sender, atMs, found.counters);
          for (const { reason, samples: count } of found.refused)
            tally.refuse("points-refused", reason, resource, count);
          const refused = found.refused.reduce((sum, one) => sum + one.samples, 0);
          for (let at = refused; at < samples.length; at++) tally.accept(resource);
          const place = { addon: addon.key, instance, source: "agent", atMs } as const;
          slots.push(...found.figures.map((figure) => resourceSlot(figure, place)));
        }
      }
      return slots;
    },
  };
}

/** The samples of one sender by their moment. */
async function momentsOf(
  resource: Attributes,
  metrics: readonly NumberMetric[],
  nowMs: number,
  tally: RequestTally,
  pause: () => Promise<void>,
): Promise<ReadonlyMap<number, readonly Sample[]>> {
  const moments = new Map<number, Sample[]>();
  let read = 0;
  for (const { name, temporality, points } of metrics)
    for (let at = 0; at < points.length; at++) {
      if (++read % POINTS_AT_ONCE === 0) await pause();
      const point = readPoint(points, at);
      const wrong = typeof point === "string" ? point : wrongTime(point, nowMs);
      if (wrong !== null || typeof point === "string") {
        tally.refuse("points-refused", wrong!, resource, 1);
        continue;
      }
      if (point.noRecordedValue) {
        tally.accept(resource);
        continue;
      }
      const { attributes: labels, value, timeNs } = point;
      const atMs = Math.floor(timeNs / 1e6);
      const sample = { name, labels, value, isDelta: temporality === "delta" };
      const same = moments.get(atMs);
      if (same === undefined) moments.set(atMs, [sample]);
      else same.push(sample);
    }
  return moments;
}

function readPoint(points: NumberMetric["points"], at: number): NumberPoint | string {
  try {
    return points.at(at)!;
  } catch (error) {
    if (!(error instanceof UnreadablePoint)) throw error;
    return `it cannot be read: ${error.message}`;
  }
}

function wrongTime({ timeNs }: NumberPoint, nowMs: number): string | null {
  const timeMs = timeNs / 1e6;
  if (!(timeMs >= nowMs - MOST_AGE_MS)) return "it tells what was in use more than 10 minutes ago";
  return timeMs <= nowMs + MOST_AHEAD_MS ? null : "its time is more than 5 minutes in the future";
}

/** What the machine or process is called, by the names that conventions give it. */
const INSTANCE = ["service.instance.id", "k8s.pod.name", "host.name", "container.id", "host.id"];

function instanceOf(resource: Attributes): string {
  const name = INSTANCE.map((key) => resource.get(key) ?? "").find((text) => text !== "");
  return instanceName(name ?? resource.get("service.name") ?? "");
}
