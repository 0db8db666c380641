import { expect, test } from "vitest";
import { restedAfterMs } from "./rest.ts";

const baseline = { inFlight: 2, cpu: 0.1 };
const moments = (...all: readonly (readonly [inFlight: number, cpu: number | null])[]) =>
  all.map(([inFlight, cpu], at) => ({ atMs: at * 1000, inFlight, cpu }));

test.for([
  ["at once where nothing was left", moments([2, 0.1], [1, 0.1], [0, 0.1]), 0],
  ["when both are back", moments([9, 0.9], [2, 0.9], [2, 0.12], [1, 0.1], [2, 0.1]), 2000],
  ["not by a pause", moments([2, 0.1], [2, 0.1], [9, 0.9], [2, 0.1], [2, 0.1], [2, 0.1]), 3000],
  [
    "by what is in flight alone where the processor is not seen",
    moments([2, null], [2, null], [1, null]),
    0,
  ],
  ["not yet after a moment or two", moments([2, 0.1], [2, 0.1]), null],
  ["not yet where it stays busy", moments([0, 0.9], [0, 0.9], [0, 0.9]), null],
] as const)("it is at rest %s", ([, seen, expected]) => {
  expect(restedAfterMs(seen, baseline)).toBe(expected);
});
