import { describe, expect, test } from "vitest";
import { fakeClock } from "../core/time/index.ts";
import { currentStates } from "./current-state.ts";
import type { Check } from "./index.ts";

const good: Check = { kind: "good", durationMs: 5, firstFailure: null };
const bad: Check = {
  kind: "bad",
  cause: "refused",
  durationMs: 5,
  reason: "connect ECONNREFUSED 10.0.0.3:443",
};
const unknown: Check = { kind: "unknown", cause: "offline", reason: "connect ENETUNREACH" };

const clock = fakeClock(0);

type At = readonly [seconds: number, check: Check, path?: string];

function states(...checks: readonly At[]) {
  const known = currentStates(clock);
  for (const [s, check, path = "/health"] of checks) {
    const at = { atMs: s * 1000, monotonicMs: s * 1000 };
    known.onCheck({ addon: "a", path, place: "local", at, check });
  }
  return known;
}
const state = (...checks: readonly At[]) => states(...checks).of("a");

test("nothing is known before the first check", () => {
  expect(state()).toBeNull();
  expect(states().checksOf("a")).toEqual([]);
});

test("a state lasts since its first check", () => {
  expect(state([1, good], [2, good])).toEqual({
    kind: "answering",
    since: "1970-01-01T00:00:01.000Z",
    checkedAt: "1970-01-01T00:00:02.000Z",
    cause: null,
  });
});

test("a failure begins a new state, and so does its end", () => {
  expect(state([1, good], [2, bad])).toMatchObject({
    kind: "failing",
    since: "1970-01-01T00:00:02.000Z",
  });
  expect(state([1, bad], [2, good])).toMatchObject({
    kind: "answering",
    since: "1970-01-01T00:00:02.000Z",
  });
});

test("its cause may be seen by everybody: no address is in it", () => {
  expect(state([1, bad])).toMatchObject({ cause: "nothing listens at its address" });
  expect(states([1, bad]).checksOf("a")).toMatchObject([
    { causeInFull: "nothing listens at its address (connect ECONNREFUSED 10.0.0.3:443)" },
  ]);
});

test("one of two paths that fails is a failure, by the cause of that one", () => {
  expect(state([1, bad, "/a"], [2, good, "/b"])).toMatchObject({
    kind: "failing",
    cause: "nothing listens at its address",
  });
});

test("who is cut off knows nothing, but a failure of another path", () => {
  expect(state([1, good], [2, unknown])).toMatchObject({
    kind: "unknown",
    since: "1970-01-01T00:00:02.000Z",
    cause: "the machine that checks it has no network",
  });
  expect(state([1, bad, "/a"], [2, unknown, "/b"])).toMatchObject({ kind: "failing" });
});

test("each path is known by itself", () => {
  expect(states([1, bad, "/a"], [2, good, "/b"], [3, bad, "/a"]).checksOf("a")).toMatchObject([
    { path: "/a", kind: "failing", since: "1970-01-01T00:00:01.000Z", durationMs: null },
    { path: "/b", kind: "answering", since: "1970-01-01T00:00:02.000Z", durationMs: 5 },
  ]);
});

describe("where two places must agree", () => {
  const known = (...checks: readonly (readonly [place: string, check: Check])[]) => {
    const { onCheck, of } = currentStates(clock, () => 2);
    for (const [place, check] of checks)
      onCheck({
        addon: "a",
        path: "/health",
        place,
        at: { atMs: 0, monotonicMs: 0 },
        check,
      });
    return of("a");
  };

  test.for([
    ["one that fails alone proves nothing", [["local", bad]], "unknown"],
    ["nor does one that answers alone", [["local", good]], "unknown"],
    [
      "both that fail are a failure",
      [
        ["local", bad],
        ["fra", bad],
      ],
      "failing",
    ],
    [
      "one that fails beside one that answers is none",
      [
        ["local", bad],
        ["fra", good],
      ],
      "answering",
    ],
    [
      "one of them is cut off",
      [
        ["local", bad],
        ["fra", unknown],
      ],
      "unknown",
    ],
  ] as const)("%s", ([, checks, kind]) => {
    expect(known(...checks)).toMatchObject({ kind });
  });

  test("it is said that too few check", () => {
    expect(known(["local", bad])).toMatchObject({
      cause: "fewer places check it than must agree",
    });
  });
});

test("has its moments as the clock is set now, so that its age is true", () => {
  const known = states([1, bad], [2, bad]);
  clock.step(3_600_000);
  const moments = { since: "1970-01-01T01:00:01.000Z", checkedAt: "1970-01-01T01:00:02.000Z" };
  expect(known.of("a")).toMatchObject(moments);
  expect(known.checksOf("a")).toMatchObject([moments]);
  clock.step(-3_600_000);
});

test("a path that is not checked any more counts no longer", async () => {
  const planned = new Set(["/health", "/deep"]);
  const known = currentStates(clock, ({ path }) => (planned.has(path) ? 1 : null));
  const made = (s: number, path: string, check: Check) => {
    const at = { atMs: s * 1000, monotonicMs: s * 1000 };
    known.onCheck({ addon: "a", path, place: "local", at, check });
  };
  made(1, "/health", good);
  made(2, "/deep", bad);
  expect(known.of("a")).toMatchObject({ kind: "failing" });
  planned.delete("/deep");
  known.onPlans("a");
  expect(known.of("a")).toMatchObject({ kind: "answering", checkedAt: "1970-01-01T00:00:01.000Z" });
  // One that was under way.
  made(3, "/deep", bad);
  expect(known.of("a")).toMatchObject({ kind: "answering" });
  expect(known.checksOf("a").map(({ path }) => path)).toEqual(["/health"]);
  planned.clear();
  known.onPlans("a");
  expect(known.of("a")).toBeNull();
});
