import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import {
  type ComparisonRecord,
  compareRuns,
  encodeComparison,
  runFiles,
} from "../comparing/index.ts";
import { decodeRun } from "../record/index.ts";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { comparisonReport } from "./comparison-report.ts";
import { comparisonText } from "./comparison-text.ts";

const plain = (text: string) => text;
const paint = { bold: plain, faint: plain, red: plain, amber: plain, green: plain };
const one = sampleRecord("load");
const MARGIN = 0.1;

/** The same run so many times, on either side. */
function recordOf(count: number): ComparisonRecord {
  const pairs = Array.from({ length: count }, () => ({ base: one, candidate: one }));
  const runs = pairs.map(({ base, candidate }) => ({ base: base.run, candidate: candidate.run }));
  const { plan, startedMs } = one.run;
  return {
    ...{ id: "c1", startedMs, plan, margin: MARGIN, pairs, interrupted: false },
    comparison: compareRuns(runs, random(plan.seed, "comparison"), MARGIN),
  };
}

describe("a comparison", () => {
  test("can be computed again from the records of its runs", () => {
    const record = recordOf(5);
    const files = runFiles(record);
    expect(files.map(({ name }) => name).slice(0, 3)).toEqual([
      "runs/pair-01-base.json",
      "runs/pair-01-candidate.json",
      "runs/pair-02-base.json",
    ]);
    const runs = files.map(({ text }) => {
      const read = decodeRun(text);
      if (read.kind === "refused") throw new Error(read.problems.join());
      return read.record.run;
    });
    const pairs = record.pairs.map((_, at) => ({
      base: runs[2 * at]!,
      candidate: runs[2 * at + 1]!,
    }));
    const told = JSON.parse(encodeComparison(record, files));
    expect(told).toMatchObject({ format: "plimsoll-comparison/1", margin: MARGIN });
    expect(told.runs).toHaveLength(10);
    const again = compareRuns(pairs, random(told.seed, "comparison"), told.margin);
    expect(JSON.parse(JSON.stringify(again))).toEqual(told.comparison);
  });

  test("says in a terminal what was compared, and what would settle it", () => {
    const settled = comparisonText(recordOf(5), paint);
    expect(settled).toMatch(
      /^Comparison of com\.example\.roadmaps\n {2}Release .*5 pairs of runs in turn/,
    );
    expect(settled).toMatch(/✓ p95 .* of pages .*\+0\.0 %/);
    expect(settled).toContain("requests that failed");
    const few = comparisonText(recordOf(3), paint);
    expect(few).toContain("about 2 more pairs would settle it");
    expect(few).toContain("? Not settled: about 2 more pairs would settle it (--pairs 5).");
    expect(comparisonText(recordOf(0), paint)).toContain("let each run last longer");
  });

  test("is a page that stands alone", async () => {
    const page = await comparisonReport(recordOf(5));
    expect(page).toContain("<title>Comparison of com.example.roadmaps: ");
    expect(page).not.toMatch(/<script|src=|href="http/);
    for (const words of ["Pair 5, candidate", "Compute it again", "requests that failed"])
      expect(page).toContain(words);
    expect(await comparisonReport(recordOf(0))).toContain("No pair of runs was whole.");
  });
});
