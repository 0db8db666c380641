import type { LoadInterval, StreamTally, Tally } from "./tally.ts";
import type { TestPlan } from "./test-plan.ts";

/** What was measured: one for each of a test's loads (a stress test has one for each step). */
export interface Run {
  readonly id: string;
  readonly plan: TestPlan;
  /** SHA-256 of the plan's canonical JSON. */
  readonly planHash: string;
  /** Of the add-on as its descriptor tells it; null where it does not. */
  readonly release: string | null;
  readonly startedMs: number;
  /** null: it was not looked for. */
  readonly floor: Baseline | null;
  readonly phases: readonly Phase[];
  /** In order of time, over all phases. */
  readonly resources: readonly ResourceSample[];
  readonly interrupted: boolean;
}

/** What the rig measures of a target that does nothing. */
export interface Baseline {
  /** Sessions a second. */
  readonly offered: number;
  /** Response times; null where nothing was answered. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Why even that was too much for the rig; none where it was not. */
  readonly reasons: readonly string[];
}

/** One load that was held. */
export interface Phase {
  readonly name: string;
  /** Since the run's start. */
  readonly startMs: number;
  readonly durationMs: number;
  /**
   * Sessions a second that were meant to start: on average, of a stress test's load once it had climbed
   * there; null for a closed model.
   */
  readonly offered: number | null;
  readonly tally: Tally;
  readonly streams: readonly StreamTally[];
  readonly windows: readonly LoadInterval[];
  readonly rig: RigHealth;
}

/** The add-on's processes at one moment. Counters run from their start; null: cannot be told here. */
export interface ResourceSample {
  /** Since the run's start. */
  readonly atMs: number;
  readonly cpuMs: number;
  readonly residentBytes: number;
  /** Live heap right after a full collection. */
  readonly heapBytes: number | null;
  readonly descriptors: number;
  readonly sockets: number;
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
  readonly eventLoopDelayP99Ms: number | null;
  /** Calls that the add-on made to the host, and how long the host took over them. */
  readonly hostCalls: number | null;
  readonly hostMs: number | null;
  /** Of those, the ones that a limit of the host turned away. */
  readonly hostRefusals: number | null;
  readonly databaseMs: number | null;
}

/** Who stands behind a request that came to nothing. */
export type Party = "injector" | "system" | "network";

/** How the injector itself fared, and whether what it measured can be believed. */
export interface RigHealth {
  /** Share of one core that the busiest worker used, 0–1. */
  readonly cpu: number;
  /** Milliseconds; null when nothing ran. */
  readonly eventLoopDelayP99: number | null;
  /** How late the injector itself noticed that a request was due, in milliseconds. */
  readonly tardinessP99: number | null;
  /** Whole answers ÷ planned requests; 1 when none was planned. */
  readonly achieved: number;
  /** The planned requests without a whole answer, by who stood in the way. */
  readonly blame: Readonly<Record<Party, number>>;
  readonly verdict: "valid" | "invalid";
  /** Why it is invalid, as sentences. */
  readonly reasons: readonly string[];
}
