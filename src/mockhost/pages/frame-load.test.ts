import { describe, expect, test } from "vitest";
import { testWorld } from "../testdata/test-world.ts";
import { frameBook } from "./frame-book.ts";
import { type FrameReport, readReport } from "./frame-load.ts";

const connected = (tookMs: number): FrameReport => ({ state: "connected", tookMs });
const started: FrameReport = { state: "started" };
const left: FrameReport = { state: "left" };
const timedOut: FrameReport = { state: "timed-out" };

/** Tells the story of one frame, each report after so many milliseconds, and looks at the end. */
function countsAfter(
  ...story: readonly (readonly [afterMs: number, report: FrameReport | null])[]
) {
  const { tenants } = testWorld();
  const book = frameBook();
  const of = { tenant: tenants[0]!, addonKey: "addon", moduleKey: "page" };
  let nowMs = 0;
  for (const [afterMs, report] of story) {
    nowMs += afterMs;
    if (report) book.report(of, "frame-1", report, nowMs);
  }
  const { good, late, failed, left: gone, open } = book.stats(nowMs)[0]!;
  return { good, late, failed, left: gone, open };
}

const nothing = { good: 0, late: 0, failed: 0, left: 0, open: 0 };

describe("a frame has twelve seconds to connect its bridge", () => {
  test.for([
    [
      "connected at once",
      [
        [0, started],
        [300, connected(300)],
      ],
      { good: 1 },
    ],
    [
      "connected at the last moment",
      [
        [0, started],
        [12_000, connected(12_000)],
      ],
      { good: 1 },
    ],
    [
      "connected a moment too late",
      [
        [0, started],
        [12_001, connected(12_001)],
      ],
      { late: 1 },
    ],
    [
      "still loading",
      [
        [0, started],
        [12_000, null],
      ],
      { open: 1 },
    ],
    [
      "silent for longer",
      [
        [0, started],
        [12_001, null],
      ],
      { failed: 1 },
    ],
    [
      "given up by the page",
      [
        [0, started],
        [12_000, timedOut],
      ],
      { failed: 1 },
    ],
    [
      "given up, then connected",
      [
        [0, started],
        [12_000, timedOut],
        [900, connected(12_900)],
      ],
      { late: 1 },
    ],
    [
      "in time by its own clock, told late",
      [
        [0, started],
        [15_000, connected(11_900)],
      ],
      { good: 1 },
    ],
    [
      "left while loading",
      [
        [0, started],
        [4_000, left],
      ],
      { left: 1 },
    ],
    [
      "left after it had failed",
      [
        [0, started],
        [12_001, left],
      ],
      { failed: 1 },
    ],
    [
      "left after it was connected",
      [
        [0, started],
        [300, connected(300)],
        [9, left],
      ],
      { good: 1 },
    ],
    [
      "connected twice",
      [
        [0, started],
        [300, connected(300)],
        [9, connected(20_000)],
      ],
      { good: 1 },
    ],
    ["never heard to start", [[300, connected(300)]], { good: 1 }],
  ] as const)("%s", ([, story, counts]) => {
    expect(countsAfter(...story)).toEqual({ ...nothing, ...counts });
  });

  test("frames of one module add up, those of others and of other tenants stay apart", () => {
    const { tenants } = testWorld();
    const book = frameBook();
    const of = { tenant: tenants[0]!, addonKey: "addon", moduleKey: "page" };
    for (let i = 0; i < 1000; i++)
      book.report(of, `frame-${i}`, connected(i < 990 ? 500 : 13_000), i);
    book.report({ ...of, moduleKey: "panel" }, "frame-1", started, 1000);
    book.report({ ...of, tenant: tenants[1]! }, "frame-1", timedOut, 1000);
    const { clientKey } = tenants[0]!;
    expect(book.stats(1000)).toEqual([
      { clientKey, addonKey: "addon", moduleKey: "page", ...nothing, good: 990, late: 10 },
      { clientKey, addonKey: "addon", moduleKey: "panel", ...nothing, open: 1 },
      {
        clientKey: tenants[1]!.clientKey,
        addonKey: "addon",
        moduleKey: "page",
        ...nothing,
        failed: 1,
      },
    ]);
  });
});

describe("what a page may tell", () => {
  test.for([
    [{ frame: "a", state: "started" }, true],
    [{ frame: "a", state: "connected", tookMs: 12 }, true],
    [{ frame: "a", state: "connected" }, false],
    [{ frame: "a", state: "connected", tookMs: -1 }, false],
    [{ frame: "a", state: "connected", tookMs: "12" }, false],
    [{ frame: "a", state: "exploded" }, false],
    [{ frame: "", state: "started" }, false],
    [{ frame: "a".repeat(65), state: "started" }, false],
    [{ state: "started" }, false],
    [null, false],
    ["started", false],
  ] as const)("%j: %s", ([value, isReport]) => {
    expect(readReport(value) !== null).toBe(isReport);
  });
});
