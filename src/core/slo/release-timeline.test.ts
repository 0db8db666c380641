import { describe, expect, test } from "vitest";
import type { PlacedSlot } from "../measurement/index.ts";
import { blocksOf } from "../store/index.ts";
import { dayOf } from "../time/index.ts";
import { blockIndex } from "./block-index.ts";
import { releaseTimeline } from "./release-timeline.ts";
import { minute, placed } from "./testdata/scene.ts";

const on = (release: string, moment: string, n = 1): PlacedSlot =>
  placed(minute(moment), n, 0, { release });

/** The spans of a day of April, as "from–to release". */
function track(slots: readonly PlacedSlot[], day: string): string[] {
  const file = blockIndex();
  for (const block of blocksOf(slots)) file.add(block);
  return releaseTimeline(file.byDay)(dayOf(minute(day))).map(({ from, to, release }) =>
    `${from}–${to} ${release}`.trim(),
  );
}

describe("a tenant", () => {
  const upgraded = [
    on("1", "05 01:00"),
    on("1", "05 02:00"),
    on("2", "07 00:10"),
    on("2", "07 09:00"),
  ];

  test.for([
    ["is on no release that it never told", [], "05", ["0–1440"]],
    ["is on its only release all the time", [on("1", "05 01:00")], "20", ["0–1440 1"]],
    ["is on the first one before its first request", upgraded, "01", ["0–1440 1"]],
    ["stays on it while it is silent", upgraded, "06", ["0–1440 1"]],
    ["changes with its first request to the next", upgraded, "07", ["0–10 1", "10–1440 2"]],
    ["and stays there", upgraded, "30", ["0–1440 2"]],
    [
      "may go back",
      [...upgraded, on("1", "07 00:20")],
      "07",
      ["0–10 1", "10–20 2", "20–540 1", "540–1440 2"],
    ],
    [
      "may change in the first minute of a day",
      [on("1", "05 00:00"), on("2", "06 00:00")],
      "06",
      ["0–1440 2"],
    ],
    [
      "is not moved by a request that tells no release",
      [...upgraded, on("", "08 00:00")],
      "08",
      ["0–1440 2"],
    ],
    [
      "is not moved by a slot without events",
      [...upgraded, on("3", "08 00:00", 0)],
      "08",
      ["0–1440 2"],
    ],
    [
      "is on the one that sorts last of two in a minute",
      [on("2", "05 01:00"), on("1", "05 01:00")],
      "05",
      ["0–1440 2"],
    ],
  ] as const)("%s", ([, slots, day, spans]) => {
    expect(track(slots, day)).toEqual(spans);
  });
});
