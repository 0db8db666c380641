import type { Entry } from "../core/ledger/index.ts";
import type { LedgerStore } from "../core/store/index.ts";

/** A performance test as the ledger tells of it: evidence for the promises that it judged. */
export interface TestRun {
  readonly id: string;
  /** "load", "stress", "soak", "spike" */
  readonly kind: string;
  /** ISO */
  readonly startedAt: string;
  /** "mock": beside a mock host; "alone": where there is no host; "live": a deployment. */
  readonly target: string;
  readonly release: string | null;
  readonly objectives: readonly TestedObjective[];
  /** Hex SHA-256 of the run's record, by which whoever is given it knows it. */
  readonly recordSha256: string;
}

interface TestedObjective {
  readonly id: string;
  readonly verdict: "met" | "missed" | "insufficient";
}

/** How many of an add-on's latest tests are shown. */
const SHOWN = 20;

type RunsByAddon = ReadonlyMap<string, readonly TestRun[]>;

/** The fold over the ledger that knows the latest valid tests of each add-on, latest first. */
function foldTestRuns(runs: RunsByAddon, { type, addon, data }: Entry): RunsByAddon {
  if (type !== "run.judged") return runs;
  const { verdict, ...run } = data as unknown as TestRun & { readonly verdict: string };
  // What a rig that was itself the limit measured supports no promise.
  if (verdict === "invalid") return runs;
  return new Map(runs).set(addon, [run, ...(runs.get(addon) ?? [])].slice(0, SHOWN));
}

/** Reads on in the ledger each time it is asked, and answers an add-on's latest tests. */
export function testRunReader(
  ledger: Pick<LedgerStore, "read">,
): (addon: string) => Promise<readonly TestRun[]> {
  let runs: RunsByAddon = new Map();
  let after = 0;
  return async (addon) => {
    for await (const batch of ledger.read({ after }))
      for (const entry of batch) {
        runs = foldTestRuns(runs, entry);
        after = entry.seq;
      }
    return runs.get(addon) ?? [];
  };
}
