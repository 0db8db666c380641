import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runRecord } from "../record/testdata/arbitraries.ts";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { textReport } from "./text-report.ts";

const same = (text: string) => text;
const plain = { bold: same, faint: same, red: same, amber: same, green: same };

describe("a run in a terminal", () => {
  test("ends with the sentence that it comes to", () => {
    const lines = textReport(sampleRecord("load"), plain).trimEnd().split("\n");
    expect(lines[0]).toBe("Load test of com.example.roadmaps");
    expect(lines.at(-1)).toMatch(/^✓ Kept: 95 % of pages within 2\d\d ms, promised 500 ms\.$/);
  });

  test("shows promise by promise and class by class, aligned", () => {
    const rows = textReport(sampleRecord("load"), plain)
      .split("\n")
      .filter((line) => line.endsWith("events"));
    expect(rows).toHaveLength(16);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  test("tells of an interrupted run that it was", () => {
    const cut = sampleRecord("load", { run: { interrupted: true } });
    expect(textReport(cut, plain)).toContain(
      "It was interrupted: the figures are those until then.",
    );
  });

  test("tells of an invalid run why, and gives no figure as its answer", () => {
    const { run } = sampleRecord("load");
    const reason = "The injector used 97.0 % of a core.";
    const [phase] = run.phases;
    const rig = { ...phase!.rig, verdict: "invalid" as const, reasons: [reason] };
    const record = sampleRecord("load", {
      run: { phases: [{ ...phase!, rig }] },
      judgement: { verdict: "invalid" },
    });
    const lines = textReport(record, plain).trimEnd().split("\n");
    expect(lines.slice(-3)).toEqual([
      `  ${reason}`,
      "✗ Invalid: the rig was the limit, not the add-on.",
      expect.stringContaining("then run it again."),
    ]);
  });

  test("nothing in a record can rewrite the screen", () => {
    const painted = { ...plain, red: (text: string) => `\x1b[31m${text}\x1b[39m` };
    fc.assert(
      fc.property(runRecord, fc.string({ unit: "binary" }), (record, text) => {
        const run = { ...record.run, release: `${text}\x1b[2J\x07` };
        const shown = textReport({ ...record, run }, painted);
        expect(
          shown.replaceAll("\x1b[31m", "").replaceAll("\x1b[39m", "").replaceAll("\n", ""),
        ).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 30 },
    );
  });
});
