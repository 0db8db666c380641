import { describe, expect, test } from "vitest";
import { check } from "./check.ts";
import type { OwnNetwork } from "./own-network.ts";
import type { ConnectionCause, ProbeAnswer } from "./ports.ts";

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

const works: OwnNetwork = { kind: "works", names: true };

async function judge(
  answers: readonly ProbeAnswer[],
  { signal = new AbortController().signal, network = works as OwnNetwork | null } = {},
) {
  let asked = 0;
  const prober = { ask: async () => answers[asked++]! };
  const result = await check(
    prober,
    { url: "https://roadmaps.example.com/", timeoutMs: 3000, signal },
    {
      async ask() {
        if (network === null) throw new Error("nobody need be asked");
        return network;
      },
    },
  );
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
    const { asked } = await judge([silent, silent], { signal: AbortSignal.abort() });
    expect(asked).toBe(1);
  });
});

describe("a check that finds nobody", () => {
  const dns = unreachable("dns");
  const away: OwnNetwork = { kind: "away", reason: "status.example.org: no answer within 3000 ms" };
  const numbered: OwnNetwork = { kind: "works", names: false };
  const untold: OwnNetwork = { kind: "untold" };

  test.for<[string, ProbeAnswer, OwnNetwork, "bad" | "offline" | "untold"]>([
    ["is bad where the own network works", refused, works, "bad"],
    ["is bad by a time-out where the own network works", silent, works, "bad"],
    [
      "is bad by a certificate where the own network works",
      unreachable("certificate"),
      works,
      "bad",
    ],
    ["is bad without a name where the name service works", dns, works, "bad"],
    ["is bad without a way where the own network works", unreachable("route"), works, "bad"],
    ["says nothing where nobody else is to be found either", refused, away, "offline"],
    ["says nothing by a time-out where nobody else answers", silent, away, "offline"],
    ["says nothing without a name where nobody else answers", dns, away, "offline"],
    ["says nothing without a name where only numbers were found", dns, numbered, "untold"],
    ["is bad where nobody can tell of the network", refused, untold, "bad"],
    ["is bad by a time-out where nobody can tell of the network", silent, untold, "bad"],
    ["says nothing without a name where nobody can tell", dns, untold, "untold"],
    ["says nothing without a way where nobody can tell", unreachable("route"), untold, "untold"],
  ])("%s", async ([, answer, network, expected]) => {
    const { result } = await judge([answer, answer], { network });
    expect(result.kind === "unknown" ? result.cause : result.kind).toBe(expected);
  });

  test("tells both reasons", async () => {
    const { result } = await judge([refused, refused], { network: away });
    expect(result).toMatchObject({
      reason: "connection refused; nor status.example.org: no answer within 3000 ms",
    });
  });

  test("asks nobody else where an answer came, the second time or with an error", async () => {
    const network = null;
    expect((await judge([silent, good], { network })).result.kind).toBe("good");
    expect((await judge([broken, broken], { network })).result.kind).toBe("bad");
    expect((await judge([silent, broken], { network })).result.kind).toBe("bad");
    expect((await judge([silent, offline], { network })).result.kind).toBe("unknown");
  });
});

function unreachable(cause: ConnectionCause): ProbeAnswer {
  return { kind: "unreachable", cause, reason: cause, durationMs: 2 };
}
