import type { TestKind } from "../model/index.ts";

/** What somebody asks of a test; what is left out, contract and kind decide. */
export interface TestOptions {
  readonly kind: TestKind;
  readonly seed: number;
  readonly workers: number;
  readonly connections: number;
  readonly timeoutMs: number;
  readonly spacing: "even" | "poisson" | null;
  readonly durationMs: number | null;
  readonly warmUpMs: number | null;
  /** How long a stress test takes at most, and how far apart the ends of its answer may be, as a share. */
  readonly mostDurationMs: number | null;
  readonly precision: number | null;
  /** In place of what the contract's `operations.load` expects. */
  readonly tenants: number | null;
  readonly requestsPerSecond: number | null;
  /** When sessions begin, as they once did, in place of a rate; milliseconds, in order. */
  readonly startsMs: readonly number[] | null;
  /** Whether the host also installs the add-on anew on sites that have it. */
  readonly withInstalls: boolean;
  /** Where pages report that their frame came up; null: nowhere. */
  readonly beaconPath: string | null;
}
