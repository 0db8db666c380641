import type { Load } from "../../core/contract/index.ts";
import type { Model, Stage, TestKind, Workload } from "../model/index.ts";
import { requestsPerSession } from "./steps-of.ts";

/** How long and how a test arrives; what is left open has a default for its kind. */
export interface ModelChoices {
  /** Of the whole; for a stress test, of each of its steps. */
  readonly durationMs?: number;
  readonly warmUpMs?: number;
  readonly spacing?: "even" | "poisson";
}

export type ModelReading =
  | {
      readonly kind: "model";
      readonly model: Model;
      readonly warmUpMs: number;
      readonly durationMs: number;
    }
  | { readonly kind: "problem"; readonly message: string; readonly hint: string };

const MINUTE_MS = 60_000;

/** Long enough to see what each test is after, short enough to be run often. */
const durations: Readonly<Record<TestKind, number>> = {
  load: 10 * MINUTE_MS,
  stress: MINUTE_MS,
  soak: 120 * MINUTE_MS,
  spike: 8 * MINUTE_MS,
};

/** Of the duration, and at most: caches, pools and compilers have settled by then. */
const WARM_UP_SHARE = 0.1;
const LONGEST_WARM_UP_MS = 2 * MINUTE_MS;
/** The rate from which a warm-up climbs, as a share of the first that is held. */
const CLIMB_FROM = 0.1;
/** A stress test begins where it surely holds, and looks for where it does not. */
export const STRESS_START = 0.5;
/** Of what a spike test does after its warm-up: before, during and after the burst. */
const SPIKE_PARTS = [0.25, 0.25, 0.5] as const;

/**
 * How often sessions start, so that their requests add up to what the contract expects: held for a
 * load and a soak, times the peak for a burst in the middle of a spike, half of it for the first
 * step of a stress test. Every test climbs to its first rate while it warms up.
 */
export function modelOf(
  load: Load | null,
  kind: TestKind,
  workload: Pick<Workload, "scenarios">,
  choices: ModelChoices = {},
): ModelReading {
  if (load === null) return noLoad;
  const steps = requestsPerSession(workload);
  if (steps === 0) return nothingToDo;
  if (kind === "spike" && load.peak <= 1) return noPeak;
  const durationMs = choices.durationMs ?? durations[kind];
  const warmUpMs =
    choices.warmUpMs ?? Math.min(LONGEST_WARM_UP_MS, Math.round(durationMs * WARM_UP_SHARE));
  if (warmUpMs >= durationMs) return onlyWarmUp;
  const rate = load.requestsPerSecond / steps;
  const first = kind === "stress" ? rate * STRESS_START : rate;
  const stages = [
    ...(warmUpMs > 0 ? [{ from: first * CLIMB_FROM, to: first, durationMs: warmUpMs }] : []),
    ...held(kind, first, load.peak, durationMs - warmUpMs),
  ];
  const spacing = choices.spacing ?? "poisson";
  return { kind: "model", model: { kind: "open", spacing, stages }, warmUpMs, durationMs };
}

function held(kind: TestKind, rate: number, peak: number, ms: number): readonly Stage[] {
  const steady = (times: number, share: number): Stage => ({
    from: rate * times,
    to: rate * times,
    durationMs: ms * share,
  });
  if (kind !== "spike") return [steady(1, 1)];
  const [before, during, after] = SPIKE_PARTS;
  return [steady(1, before), steady(peak, during), steady(1, after)];
}

const problem = (message: string, hint: string) => ({ kind: "problem", message, hint }) as const;

export const noLoad = problem(
  "The contract does not say which load its promise must hold under.",
  "Write it down below operations, as in load: { tenants: 200, requestsPerSecond: 50, peak: 3x }, or ask for a rate: --requests 50",
);

const nothingToDo = problem(
  "The workload has no request to send.",
  "Name a descriptor in the contract (addon.descriptor), or give scenarios of your own.",
);

export const noPeak = problem(
  "The contract expects no peak, so there is no burst to test.",
  "Write how many times as much comes at the busiest time, as in operations.load.peak: 3x.",
);

const onlyWarmUp = problem(
  "The warm-up is as long as the whole test, so nothing would be left to judge.",
  "Make the test longer or the warm-up shorter.",
);
