import { describe, expect, test } from "vitest";
import { check } from "./check.ts";
import type { ProbeAnswer } from "./ports.ts";

const good: ProbeAnswer = { kind: "answered", status: 200, durationMs: 40 };
const broken: ProbeAnswer = { kind: "answered", status: 503, durationMs: 7 };
const moved: ProbeAnswer = { kind: "answered", status: 302, durationMs: 7 };
const slow: ProbeAnswer = { kind: "answered", status: 200, durationMs: 3001 };
const silent: ProbeAnswer = { kind: "timed-out" };
const refused: ProbeAnswer = {
  kind: "unreachable",
  cause: "refused",
  reason: "connection refused",
  durationMs: 2,
};
const offline: ProbeAnswer = { kind: "offline", cause: "offline", reason: "no network" };

async function judge(answers: readonly ProbeAnswer[], signal = new AbortController().signal) {
  let asked = 0;
  const prober = { ask: async () => answers[asked++]! };
  const result = await check(prober, { url: "http://127.0.0.1/", timeoutMs: 3000, signal });
  return { result, asked };
}

describe("a check", () => {
  test.for([
    ["answered by 200 is good", [good], { kind: "good", durationMs: 40, firstFailure: null }],
    [
      "that only succeeds when asked again is good, and says why it did not at first",
      [broken, good],
      {
        kind: "good",
        durationMs: 40,
        firstFailure: { cause: "status", reason: "status 503 instead of 200", durationMs: 7 },
      },
    ],
    [
      "that succeeds as the network comes back is good",
      [offline, good],
      { kind: "good", durationMs: 40, firstFailure: null },
    ],
    [
      "answered twice by an error is bad",
      [broken, broken],
      { kind: "bad", cause: "status", durationMs: 7, reason: "status 503 instead of 200" },
    ],
    [
      "answered by a redirect is bad",
      [moved, moved],
      { kind: "bad", cause: "status", durationMs: 7, reason: "status 302 instead of 200" },
    ],
    [
      "without an answer counts at the time-out",
      [silent, silent],
      { kind: "bad", cause: "timeout", durationMs: 3000, reason: "no answer within 3000 ms" },
    ],
    [
      "answered too late counts at the time-out",
      [slow, slow],
      { kind: "bad", cause: "timeout", durationMs: 3000, reason: "no answer within 3000 ms" },
    ],
    [
      "without a connection is bad",
      [refused, refused],
      { kind: "bad", cause: "refused", durationMs: 2, reason: "connection refused" },
    ],
    [
      "from a machine without network says nothing",
      [offline, offline],
      { kind: "unknown", cause: "offline", reason: "no network" },
    ],
    [
      "that fails as the network goes says nothing",
      [silent, offline],
      { kind: "unknown", cause: "offline", reason: "no network" },
    ],
    [
      "that fails only once the network is back says nothing yet",
      [offline, broken],
      { kind: "unknown", cause: "offline", reason: "no network" },
    ],
  ] as const)("%s", async ([, answers, expected]) => {
    const { result, asked } = await judge(answers);
    expect(result).toEqual(expected);
    expect(asked).toBe(answers.length);
  });

  test("that is given up is not asked again", async () => {
    const { asked } = await judge([silent, silent], AbortSignal.abort());
    expect(asked).toBe(1);
  });
});
