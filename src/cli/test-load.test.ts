import { beforeEach, describe, expect, test } from "vitest";
import {
  emptyTally,
  type InjectorReport,
  type LoadPlan,
  tallyRecorder,
} from "../loadtest/index.ts";
import { type FakeTerminal, fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps } from "./ports.ts";
import { run } from "./run.ts";

/** What an injector reports that got this many answers of 10 ms, each this late, the first ones bad. */
function report(
  answers: number,
  { lateMs = 0, cpu = 0.2, interrupted = false, bad = 0, status = 503, resent = 0 } = {},
): InjectorReport {
  const counted = tallyRecorder();
  for (let i = 0; i < answers; i++) {
    counted.due(lateMs);
    const starts = { intendedMs: i, sentMs: i + lateMs };
    counted.sent(starts);
    counted.answered(starts, i + lateMs + 10, i < bad ? `status-${status}` : null);
    if (i < resent) counted.resent();
  }
  const tally = counted.tally({ cpu, elapsedMs: 1000 });
  return { tally, streams: [], interrupted, lostWorkers: [] };
}

let terminal: FakeTerminal;
let plans: LoadPlan[];
let outcome: InjectorReport;
beforeEach(() => {
  terminal = fakeTerminal({ files: { "order.json": '{"n":1}' } });
  plans = [];
  outcome = report(1000);
});
const deps = async () =>
  ({
    load: async (plan, { onProgress }) => {
      plans.push(plan);
      onProgress?.({ ...outcome.tally, elapsedMs: 6_000 });
      return outcome;
    },
  }) as Partial<CliDeps> as CliDeps;
const HERE = "http://127.0.0.1:8080/";
const load = (...args: string[]) => run(["test", "load", ...args], terminal, deps);

describe("test load", () => {
  test("needs no more than an address", async () => {
    expect(await load("--url", HERE)).toBe(0);
    expect(plans).toMatchObject([
      {
        target: { url: HERE, host: "127.0.0.1", port: 8080, path: "/", isTls: false },
        work: {
          kind: "request",
          request: { method: "GET", headers: [], body: "", statuses: null },
        },
        model: {
          kind: "open",
          spacing: "even",
          stages: [{ from: 50, to: 50, durationMs: 10_000 }],
        },
        ...{ connections: 256, workers: 1, timeoutMs: 5_000, seed: 1 },
      },
    ]);
    expect(terminal.said.out).toMatch(/1,000 requests in 1\.0 s, 1,000 answered: 1,000 a second/);
    expect(terminal.said.out).toMatch(/response +10\.0 ms/);
  });

  test("takes headers and a body from a file", async () => {
    await load("--url", HERE, "--header", "a: 1", "--header", "b:2", "--body", "@order.json");
    expect(plans[0]?.work).toEqual({
      kind: "request",
      request: {
        method: "POST",
        headers: [
          ["a", "1"],
          ["b", "2"],
        ],
        body: '{"n":1}',
        statuses: null,
      },
    });
  });

  test("takes headers from a file and from the environment, where nobody else sees them", async () => {
    terminal = fakeTerminal({
      files: { "headers.txt": "authorization: Bearer s3cret\n\ncookie: a=1\r\n" },
      env: { PLIMSOLL_LOAD_HEADERS: "x-key: 7" },
    });
    await load("--url", HERE, "--header", "@headers.txt", "--header", "a: 1");
    expect(plans[0]?.work).toMatchObject({
      request: {
        headers: [
          ["x-key", "7"],
          ["authorization", "Bearer s3cret"],
          ["cookie", "a=1"],
          ["a", "1"],
        ],
      },
    });
  });

  test("answers a program in one line with every figure", async () => {
    await load("--url", HERE, "--json");
    const { ok, verdict, planned, rig } = JSON.parse(terminal.said.out);
    expect({ ok, verdict, planned, rig: rig.verdict }).toEqual({
      ok: true,
      verdict: "done",
      planned: 1000,
      rig: "valid",
    });
  });

  test("says how it goes, on one line that is cleared where a person looks", async () => {
    await load("--url", HERE);
    expect(terminal.said.err).toBe(
      "167/s · p50 10.0 ms · p95 10.0 ms · p99 10.0 ms · 0 errors · 4 s left\n",
    );
    terminal = fakeTerminal({ isTty: true });
    await load("--url", HERE);
    expect(terminal.said.err).toContain("4 s left");
    expect(terminal.said.err.endsWith("\r\x1b[2K")).toBe(true);
  });

  test.for([
    ["Every request was answered well.", "1000 good answers", 0, report(1000)],
    ["95 % of the requests were", "one in twenty that failed", 0, report(1000, { bad: 50 })],
    ["94.9 % of the requests were", "more than that", 1, report(1000, { bad: 51 })],
    ["5 % of the requests were", "hardly a good answer", 1, report(1000, { bad: 950 })],
    ["--expect 302", "redirects", 1, report(9, { bad: 9, status: 302 })],
    ["2 requests were sent again", "connections that were closed", 0, report(1000, { resent: 2 })],
    [
      "nothing to judge",
      "nothing that ended",
      3,
      { tally: emptyTally, streams: [], interrupted: false, lostWorkers: [] },
    ],
    ["figures are those until then", "an interruption", 3, report(1000, { interrupted: true })],
    ["was 5.0 ms late", "an injector that is late", 4, report(1000, { lateMs: 5 })],
    ["used 97.0 % of a core", "an injector at its limit", 4, report(1000, { cpu: 0.97 })],
    [
      "worker ended",
      "a lost worker",
      4,
      { ...report(1000), lostWorkers: ["It is out of memory."] },
    ],
  ] as const)("says %j after %s", async ([words, , exit, given]) => {
    outcome = given;
    expect(await load("--url", HERE)).toBe(exit);
    expect(terminal.said.out).toContain(words);
  });

  test("loads another machine only when it is named", async () => {
    expect(await load("--url", "https://example.com/x")).toBe(5);
    expect(terminal.said.err).toContain("--allow-host example.com");
    expect(plans).toEqual([]);
    expect(await load("--url", "https://example.com/x", "--allow-host", "example.com")).toBe(0);
  });

  test.for([
    ["0", "At a rate of 0 nothing is sent."],
    ["0,0", "At a rate of 0 nothing is sent."],
    ["0.01", "is not one request"],
  ] as const)("a rate of %s is refused for what it is", async ([rate, words]) => {
    expect(await load("--url", HERE, "--rate", rate)).toBe(2);
    expect(terminal.said.err).toContain(words);
    expect(plans).toEqual([]);
  });

  test("takes the statuses that are expected", async () => {
    await load("--url", HERE, "--expect", "200, 302");
    expect(plans[0]?.work).toMatchObject({ request: { statuses: [200, 302] } });
    expect(await load("--url", HERE, "--expect", "ok")).toBe(2);
    expect(terminal.said.err).toContain("--expect");
  });

  test("refuses what is for a contract's test, such as --requests beside --rate", async () => {
    const asked = [
      "--url",
      HERE,
      "--requests",
      "5",
      "--plan-only",
      "--quota",
      "off",
      "--seed",
      "2",
    ];
    expect(await load(...asked, "--rate", "fast")).toBe(2);
    for (const option of ["--requests", "--plan-only", "--quota", "--rate"])
      expect(terminal.said.err).toContain(option);
    expect(terminal.said.err).not.toContain("--seed");
    expect(await load("--url", HERE, "--seed", "2", "--quota", "tenant")).toBe(0);
  });

  test("names everything that is wrong at once", async () => {
    expect(
      await load("--url", "ftp://x", "--rate", "fast", "--timeout", "5", "--header", "x"),
    ).toBe(2);
    for (const option of ["--url", "--rate", "--timeout", "--header"])
      expect(terminal.said.err).toContain(option);
    expect(await load()).toBe(2);
    expect(await load("plimsoll.yaml", "--url", HERE)).toBe(2);
    expect(terminal.said.err).toContain("Both a contract and an address were named.");
  });
});
