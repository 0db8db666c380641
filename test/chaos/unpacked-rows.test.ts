import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Twice as many rows once filled four times as much. */
const HEAP_MB = 64;
const ROWS = 100_000;

test.for([1, 2000])(
  "%d streams of 100,000 rows that nobody packed are read and packed in a small heap",
  {
    timeout: 600_000,
  },
  async (streams) => {
    const dir = mkdtempSync(join(tmpdir(), "plimsoll-rows-"));
    try {
      const script = join(import.meta.dirname, "row-hoarder.ts");
      const asked = JSON.stringify({ dir, rows: ROWS, streams });
      const { stdout } = await promisify(execFile)(process.execPath, [
        `--max-old-space-size=${HEAP_MB}`,
        script,
        asked,
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ before: ROWS, after: ROWS });
    } finally {
      rmSync(dir, { recursive: true });
    }
  },
);
