import { hash } from "node:crypto";
import type { TestPlan } from "../model/index.ts";
import { encodeRun, planHash, publicPlan, type RunRecord } from "../record/index.ts";
import type { Pair } from "../statistics/index.ts";
import type { VersionComparison } from "./compare-runs.ts";

/** Names the version of the document. */
const COMPARISON_FORMAT = "plimsoll-comparison/1";

/** Two versions in turn, and what the second did against the first. */
export interface ComparisonRecord {
  readonly id: string;
  readonly startedMs: number;
  /** The base's, under which both ran. */
  readonly plan: TestPlan;
  /** Share by which a figure may be worse without anybody minding. */
  readonly margin: number;
  readonly pairs: readonly Pair<RunRecord>[];
  readonly comparison: VersionComparison;
  readonly interrupted: boolean;
}

/** A file of a comparison, its path below the folder. */
interface ComparisonFile {
  readonly name: string;
  readonly text: string;
}

/** The record of each run, from which the comparison can be computed again. */
export const runFiles = ({ pairs }: ComparisonRecord): readonly ComparisonFile[] =>
  pairs.flatMap((pair, at) =>
    (["base", "candidate"] as const).map((version) => ({
      name: `runs/pair-${String(at + 1).padStart(2, "0")}-${version}.json`,
      text: encodeRun(pair[version]),
    })),
  );

/** The comparison as the text of its file: one line of JSON, with the hash of each run's record. */
export function encodeComparison(
  record: ComparisonRecord,
  runs: readonly ComparisonFile[] = runFiles(record),
): string {
  const { id, startedMs, plan, margin, comparison, interrupted } = record;
  const document = {
    format: COMPARISON_FORMAT,
    ...{ id, startedMs, interrupted, margin, seed: plan.seed },
    ...{ planHash: planHash(plan), plan: publicPlan(plan) },
    releases: releasesOf(record),
    comparison,
    runs: runs.map(({ name, text }) => ({ name, sha256: hash("sha256", text) })),
  };
  return `${JSON.stringify(document)}\n`;
}

/** As the descriptors told them; null where they did not. */
export const releasesOf = ({ pairs }: ComparisonRecord): Pair<string | null> => ({
  base: pairs[0]?.base.run.release ?? null,
  candidate: pairs[0]?.candidate.run.release ?? null,
});
