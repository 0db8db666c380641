import type { Finding, ResourceSample, Run, Target, TestPlan } from "../model/index.ts";

/** A test that may be performed: planned, its target up. */
export interface RunSpec {
  readonly id: string;
  readonly plan: TestPlan;
  readonly planHash: string;
  readonly target: Target;
  readonly release: string | null;
}

/** What a test measured, and what it found beside the promises. */
export interface TestResult {
  readonly run: Run;
  readonly findings: readonly Finding[];
  /** Whether it found what it looked for. */
  readonly end: TestEnd;
  readonly reasons: readonly string[];
}

/** `invalid`: the rig reached its own end first. */
type TestEnd = "found" | "insufficient" | "invalid";

/** What a result is given of the run around it. */
export interface RunContext {
  readonly sinceStartMs: () => number;
  /** Those taken so far; grows while the result goes on. */
  readonly samples: readonly ResourceSample[];
}

/** What one of the four tests brings; `performTest` adds what they have in common. */
export interface PhasesResult {
  readonly phases: Run["phases"];
  readonly interrupted: boolean;
  readonly findings: readonly Finding[];
  readonly end: TestEnd;
  readonly reasons: readonly string[];
}
