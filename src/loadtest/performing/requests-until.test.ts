import { expect, test } from "vitest";
import { phaseOf, streamOf, windowOf } from "../judging/testdata/scene.ts";
import { requestsUntil } from "./requests-until.ts";

const events = (count: number) => streamOf([[count, 100]]);
const steady = phaseOf([windowOf(0, 1000, events(10)), windowOf(1000, 1000, events(20))]);
const atMoments = (phases: Parameters<typeof requestsUntil>[0], moments: readonly number[]) =>
  moments.map(requestsUntil(phases));

test("requests that ended are counted, within a window as if evenly spread", () => {
  expect(atMoments([steady], [0, 500, 1000, 1500, 2000, 9000])).toEqual([0, 5, 10, 20, 30, 30]);
});

test("phases one after the other, and phases at once, add up", () => {
  const later = { ...steady, startMs: 3000 };
  expect(atMoments([steady, later], [2500, 3500, 5000])).toEqual([30, 35, 60]);
  expect(atMoments([steady, steady], [500, 1500, 2000])).toEqual([10, 40, 60]);
});
