import type { Target } from "../injection/index.ts";
import type { Finding, ResourceSample, Run, TestPlan } from "../run.ts";

/** A test that may be performed: planned, its target up. */
export interface Task {
  readonly id: string;
  readonly plan: TestPlan;
  readonly planHash: string;
  readonly target: Target;
  readonly release: string | null;
}

/** What a test measured, and what it found beside the promises. */
export interface Performed {
  readonly run: Run;
  readonly findings: readonly Finding[];
  /** Whether it found what it looked for. */
  readonly end: CourseEnd;
  readonly reasons: readonly string[];
}

/** `invalid`: the rig reached its own end first. */
type CourseEnd = "found" | "insufficient" | "invalid";

/** What a course is given of the run around it. */
export interface CourseParts {
  readonly sinceStartMs: () => number;
  /** Those taken so far; grows while the course goes on. */
  readonly samples: readonly ResourceSample[];
}

/** What one of the four tests brings; `performTest` adds what they have in common. */
export interface Course {
  readonly phases: Run["phases"];
  readonly interrupted: boolean;
  readonly findings: readonly Finding[];
  readonly end: CourseEnd;
  readonly reasons: readonly string[];
}
