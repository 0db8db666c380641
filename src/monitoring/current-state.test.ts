import { expect, test } from "vitest";
import { currentStates } from "./current-state.ts";
import type { Check } from "./index.ts";

const good: Check = { kind: "good", durationMs: 5, firstFailure: null };
const bad: Check = {
  kind: "bad",
  cause: "status",
  durationMs: 5,
  reason: "status 500 instead of 200",
};
const unknown: Check = { kind: "unknown", cause: "offline", reason: "no network" };

function states(...checks: readonly (readonly [number, Check, string?])[]) {
  const { onCheck, of } = currentStates();
  for (const [s, check, path = "/health"] of checks)
    onCheck({ addon: "a", path, url: path, place: "local", atMs: s * 1000, check });
  return of("a");
}

test("nothing is known before the first check", () => {
  expect(states()).toBeNull();
  expect(states([1, unknown])).toBeNull();
});

test("a state lasts since its first check", () => {
  expect(states([1, good], [2, good])).toEqual({
    kind: "answering",
    since: "1970-01-01T00:00:01.000Z",
    checkedAt: "1970-01-01T00:00:02.000Z",
  });
});

test("a failure begins a new state, and so does its end", () => {
  expect(states([1, good], [2, bad])).toMatchObject({
    kind: "failing",
    since: "1970-01-01T00:00:02.000Z",
  });
  expect(states([1, bad], [2, good])).toMatchObject({
    kind: "answering",
    since: "1970-01-01T00:00:02.000Z",
  });
});

test("one of two addresses that fails is a failure", () => {
  expect(states([1, bad, "/a"], [2, good, "/b"])).toMatchObject({ kind: "failing" });
});
