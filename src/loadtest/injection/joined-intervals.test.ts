import { describe, expect, test } from "vitest";
import { JoinedIntervals } from "./joined-intervals.ts";

describe("intervals of several workers", () => {
  const interval = (at: number, planned: number) => ({
    ...{ startMs: at * 100, durationMs: 100, planned, inFlight: 0, streams: [] },
  });

  test("are passed on in order, each when the last worker that is left has ended it", () => {
    const passed: string[] = [];
    const joined = new JoinedIntervals(3, ({ startMs, planned }) =>
      passed.push(`${startMs}: ${planned}`),
    );
    joined.add(0, interval(0, 1));
    joined.add(0, interval(1, 1));
    joined.add(1, interval(0, 10));
    expect(passed).toEqual([]);
    joined.add(2, interval(0, 100));
    expect(passed).toEqual(["0: 111"]);
    joined.leave(2);
    joined.add(1, interval(1, 10));
    expect(passed).toEqual(["0: 111", "100: 11"]);
    joined.leave(0);
    joined.add(1, interval(2, 5));
    joined.leave(1);
    expect(passed).toEqual(["0: 111", "100: 11", "200: 5"]);
  });
});
