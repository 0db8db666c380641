import { describe, expect, test } from "vitest";
import type { PlacedSlot } from "../measurement/index.ts";
import { firstHour, hour, start, statement } from "./testdata/april-account.ts";
import { check, each, ms, placed, untold } from "./testdata/scene.ts";

describe("a minute", () => {
  const state = (slots: PlacedSlot[]) => {
    const { uptime } = statement(slots, { nowMs: ms("01 00:01") });
    return (["down", "up", "unknown"] as const).find((key) => uptime![key] === 1);
  };

  test.for([
    ["unknown where nothing was seen", [], "unknown"],
    ["up where the tenant's requests succeed", [placed(start, 10)], "up"],
    ["up at exactly the promised share of failures", [placed(start, 100, 5)], "up"],
    ["down above it", [placed(start, 100, 6)], "down"],
    ["unknown where nobody told how its requests ended", [untold(start, 100, 0, 100)], "unknown"],
    ["unknown where it hangs on such requests", [untold(start, 100, 5, 1)], "unknown"],
    ["up where such requests make no difference", [untold(start, 100, 2, 3)], "up"],
    ["down where they make none", [untold(start, 100, 6, 3)], "down"],
    ["down where its only request fails", [placed(start, 1, 1)], "down"],
    ["judged by the checks where it made no request", [check(start, 2, 2)], "down"],
    ["judged by its requests where it made some", [check(start, 2, 2), placed(start, 9)], "up"],
    [
      "judged over all kinds of requests together",
      [placed(start, 90), placed(start, 10, 10, { indicator: "webhook" })],
      "down",
    ],
    [
      "judged by the edge where the edge saw it",
      [placed(start, 100), placed(start, 10, 10, { source: "edge" })],
      "down",
    ],
    [
      "judged by the agent where only the agent did",
      [placed(start, 9, 9), placed(start + 1, 9, 0, { source: "edge" })],
      "down",
    ],
    [
      "not judged by performance tests",
      [placed(start, 9, 9, { source: "run" }), check(start, 1)],
      "up",
    ],
    [
      "not judged by frame loads in a browser",
      [placed(start, 9, 9, { indicator: "iframe", source: "browser" })],
      "unknown",
    ],
    [
      "not judged by another tenant's requests",
      [placed(start, 9, 9, { tenant: "other" })],
      "unknown",
    ],
    ["not judged by another add-on's", [placed(start, 9, 9, { addon: "other" })], "unknown"],
    ["unknown where a slot holds no event", [placed(start, 0)], "unknown"],
  ] as const)("is %s", ([, slots, expected]) => {
    expect(state([...slots])).toBe(expected);
  });

  test("is judged by the checks of the release the tenant is on", () => {
    const slots = [
      ...each(start, hour, (at) => check(at, 1, at >= start + 30 ? 1 : 0, "1.0")),
      ...each(start, hour, (at) => check(at, 1, at < start + 30 ? 1 : 0, "2.0")),
      placed(start + 10, 1, 0, { release: "1.0" }),
      placed(start + 40, 1, 0, { release: "2.0" }),
    ];
    // On 1.0 until minute 40, so down from 30 to 39; on 2.0 from then on.
    expect(statement(slots, firstHour).uptime).toMatchObject({ down: 10, up: 50 });
    const onlyOld = slots.filter(({ stream }) => stream.tenant === "" || stream.release === "1.0");
    expect(statement(onlyOld, firstHour).uptime).toMatchObject({ down: 30, up: 30 });
  });

  test("stays unknown where only another release was checked", () => {
    const slots = [
      placed(start, 1, 0, { release: "1.0" }),
      ...each(start, hour, (at) => check(at, 1, 0, "2.0")),
    ];
    expect(statement(slots, firstHour).uptime).toMatchObject({ up: 1, unknown: 59 });
  });
});
