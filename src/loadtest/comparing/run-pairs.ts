import { rigReasonsOf } from "../judging/index.ts";
import type { RunRecord } from "../record/index.ts";
import type { Pair } from "../statistics/index.ts";

export type Version = keyof Pair<RunRecord>;

/**
 * Runs both versions in turn, the order reversed with every pair, so that a machine that grows
 * slower, or warmer, does so to both alike. A run in which the rig was the limit is done once more.
 * Ends early where `signal` says so, with whole pairs only.
 * @param wanted how many pairs there are to be, told by those so far; asked again when there are as many
 */
export async function runPairs(
  wanted: (pairs: readonly Pair<RunRecord>[]) => number,
  runOne: (version: Version, pair: number, of: number) => Promise<RunRecord>,
  signal: AbortSignal,
): Promise<readonly Pair<RunRecord>[]> {
  const pairs: Pair<RunRecord>[] = [];
  for (let of = wanted(pairs); pairs.length < of && !signal.aborted; of = wanted(pairs)) {
    const pair = pairs.length;
    const order: readonly Version[] =
      pair % 2 === 0 ? ["base", "candidate"] : ["candidate", "base"];
    const runs: Partial<Record<Version, RunRecord>> = {};
    for (const version of order) {
      if (signal.aborted) return pairs;
      const run = await runOne(version, pair, of);
      runs[version] = isBelieved(run) || signal.aborted ? run : await runOne(version, pair, of);
    }
    if (!signal.aborted) pairs.push({ base: runs.base!, candidate: runs.candidate! });
  }
  return pairs;
}

const isBelieved = ({ run }: RunRecord): boolean => rigReasonsOf(run).length === 0;
