import { rigReasonsOf } from "../judging/index.ts";
import type { Run } from "../run.ts";
import type { Pair } from "../statistics/index.ts";

export type Version = keyof Pair<Run>;

/**
 * Runs both versions in turn, the order reversed with every pair, so that a machine that grows
 * slower, or warmer, does so to both alike. A run in which the rig was the limit is done once more.
 * Ends early where `signal` says so, with whole pairs only.
 */
export async function runPairs(
  count: number,
  runOne: (version: Version, pair: number) => Promise<Run>,
  signal: AbortSignal,
): Promise<readonly Pair<Run>[]> {
  const pairs: Pair<Run>[] = [];
  for (let pair = 0; pair < count && !signal.aborted; pair++) {
    const order: readonly Version[] =
      pair % 2 === 0 ? ["base", "candidate"] : ["candidate", "base"];
    const runs: Partial<Record<Version, Run>> = {};
    for (const version of order) {
      if (signal.aborted) return pairs;
      const run = await runOne(version, pair);
      runs[version] = isBelieved(run) || signal.aborted ? run : await runOne(version, pair);
    }
    if (!signal.aborted) pairs.push({ base: runs.base!, candidate: runs.candidate! });
  }
  return pairs;
}

const isBelieved = (run: Run): boolean => rigReasonsOf(run).length === 0;
