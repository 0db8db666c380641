import { describe, expect, onTestFinished, test } from "vitest";
import type { Contract, ProbePlan } from "../core/contract/index.ts";
import type { PlacedSlot } from "../core/measurement/index.ts";
import { fakeClock, MINUTE_MS, minuteOf } from "../core/time/index.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import type { OwnNetwork } from "./own-network.ts";
import type { ProbeAnswer, ProbeRequest, Prober } from "./ports.ts";
import { type MadeCheck, probeJobs } from "./probe-jobs.ts";
import { slotBuffer } from "./slot-buffer.ts";

const START_MS = Date.UTC(2027, 0, 1);
const addon = { key: "roadmaps", host: "plain", baseUrl: "https://roadmaps.example.com/app/" };
const plan: ProbePlan = {
  path: "/health",
  everyMs: 30_000,
  timeoutMs: 3000,
  from: ["local"],
  agree: 1,
};

interface Change {
  readonly baseUrl?: string;
  readonly connectivity?: readonly string[] | null;
}

const contractOf = (
  probes: readonly ProbePlan[],
  { baseUrl = addon.baseUrl, connectivity = null }: Change,
): Pick<Contract, "addon" | "operations"> => ({
  addon: { ...addon, baseUrl } as Contract["addon"],
  operations: { probes, connectivity } as unknown as Contract["operations"],
});

/** A pretend add-on, and a store that may refuse. */
function stage(answer: ProbeAnswer | ((request: ProbeRequest) => Promise<ProbeAnswer>)) {
  const clock = fakeClock(START_MS);
  const asked: { url: string; atMs: number }[] = [];
  const stored: PlacedSlot[] = [];
  const made: MadeCheck[] = [];
  const networks: OwnNetwork[] = [];
  const errors: unknown[] = [];
  const state = { isFull: false };
  const prober: Prober = {
    ask(request) {
      asked.push({ url: request.url, atMs: clock.nowMs() - START_MS });
      return typeof answer === "function" ? answer(request) : Promise.resolve(answer);
    },
  };
  const slots = {
    async add(placed: readonly PlacedSlot[]) {
      if (state.isFull) throw new Error("full");
      stored.push(...placed);
    },
  };
  const start = async (plans: readonly ProbePlan[] = [plan], change: Change = {}) => {
    const jobs = probeJobs(
      {
        prober,
        results: slotBuffer({ slots } as never),
        clock,
        signal: new AbortController().signal,
        onCheck: (check) => made.push(check),
        onNetwork: (_, network) => networks.push(network),
        onStoreError: (error) => errors.push(error),
      },
      contractOf(plans, change),
    );
    const probes = await runOn(jobs, clock);
    onTestFinished(() => probes.close());
    await clock.advance(0);
    return probes;
  };
  return { clock, asked, stored, made, networks, errors, state, start };
}

const good: ProbeAnswer = { kind: "answered", status: 200, durationMs: 40 };
const bad: ProbeAnswer = { kind: "answered", status: 500, durationMs: 8 };

describe("probes", () => {
  test("check at once and then as often as the contract says", async () => {
    const { clock, asked, start } = stage(good);
    await start();
    await clock.advance(90_000);
    expect(asked).toEqual(
      [0, 30_000, 60_000, 90_000].map((atMs) => ({
        url: "https://roadmaps.example.com/app/health",
        atMs,
      })),
    );
  });

  test("make of each check one event of the minute in which it began", async () => {
    const { clock, stored, start } = stage(good);
    await start([{ ...plan, everyMs: MINUTE_MS }]);
    await clock.advance(MINUTE_MS);
    expect(stored).toMatchObject([
      {
        stream: {
          addon: "roadmaps",
          tenant: "",
          indicator: "availability",
          source: "probe",
          release: "",
          region: "",
          place: "local",
          path: "/health",
        },
        minute: minuteOf(START_MS),
        slot: { events: 1, bad: 0, good: { count: 1, sumUs: 40_000 }, failed: { count: 0 } },
      },
      { minute: minuteOf(START_MS) + 1 },
    ]);
  });

  test("count a check that failed twice as one failure, and the second asking beside it", async () => {
    const { asked, stored, start } = stage(bad);
    await start();
    expect(asked).toHaveLength(2);
    expect(stored).toMatchObject([
      {
        stream: { indicator: "availability" },
        slot: { events: 1, bad: 1, failed: { sumUs: 8000 } },
      },
      { stream: { indicator: "recheck", path: "/health" }, slot: { events: 1, bad: 1 } },
    ]);
  });

  test("count a check that is answered when asked again as good, and keep that it was", async () => {
    let asked = 0;
    const { stored, made, start } = stage(async () => (asked++ === 0 ? bad : good));
    await start();
    expect(stored).toMatchObject([
      { stream: { indicator: "availability" }, slot: { events: 1, bad: 0, good: { count: 1 } } },
      { stream: { indicator: "recheck" }, slot: { events: 1, bad: 0 } },
    ]);
    expect(made).toMatchObject([{ check: { kind: "good", firstFailure: { cause: "status" } } }]);
  });

  test("leave undecided what they ask while this machine has no network", async () => {
    const { clock, stored, made, start } = stage({
      kind: "offline",
      cause: "offline",
      reason: "no network",
    });
    await start();
    await clock.advance(30_000);
    expect(stored).toMatchObject([
      { stream: { indicator: "availability" }, slot: { events: 1, bad: 0, undecided: 1 } },
      { stream: { indicator: "availability" }, slot: { events: 1, bad: 0, undecided: 1 } },
    ]);
    expect(made).toHaveLength(2);
    expect(made[1]).toEqual({
      addon: "roadmaps",
      path: "/health",
      url: "https://roadmaps.example.com/app/health",
      place: "local",
      at: { atMs: START_MS + 30_000, monotonicMs: 30_000 },
      check: { kind: "unknown", cause: "offline", reason: "no network" },
    });
  });

  test.for([
    ["https://roadmaps.example.com", "/health/", "https://roadmaps.example.com/health/"],
    ["https://roadmaps.example.com/", "/health/", "https://roadmaps.example.com/health/"],
    ["https://roadmaps.example.com/app", "/health", "https://roadmaps.example.com/app/health"],
    ["https://roadmaps.example.com/app/", "/", "https://roadmaps.example.com/app/"],
  ] as const)("ask below %s for %s exactly as written", async ([baseUrl, path, url]) => {
    const { asked, start } = stage(good);
    await start([{ ...plan, path }], { baseUrl });
    expect(asked).toMatchObject([{ url }]);
  });

  test("do not drift when checks take their time, and never overlap", async () => {
    const { clock, asked, start } = stage(({ signal }) => {
      const { promise, resolve } = Promise.withResolvers<ProbeAnswer>();
      clock.after(35_000, () => resolve(good));
      signal.addEventListener("abort", () => resolve({ kind: "timed-out" }));
      return promise;
    });
    await start();
    await clock.advance(180_000);
    expect(asked.map(({ atMs }) => atMs)).toEqual([0, 60_000, 120_000, 180_000]);
  });

  test("keep what the store cannot take, and send it with the next", async () => {
    const { clock, stored, errors, state, start } = stage(good);
    state.isFull = true;
    await start([{ ...plan, everyMs: MINUTE_MS }]);
    await clock.advance(2 * MINUTE_MS);
    expect(errors).toHaveLength(3);
    state.isFull = false;
    await clock.advance(MINUTE_MS);
    const minute = minuteOf(START_MS);
    expect(stored.map((placed) => placed.minute)).toEqual([
      minute,
      minute + 1,
      minute + 2,
      minute + 3,
    ]);
    await clock.advance(MINUTE_MS);
    expect(stored).toHaveLength(5);
  });

  test("ask now and then for those who stand for the network, while the add-on answers", async () => {
    const { clock, asked, networks, start } = stage(async ({ url }) =>
      url === "https://example.org/" ? { kind: "timed-out" } : good,
    );
    await start([{ ...plan, everyMs: MINUTE_MS }], { connectivity: ["https://example.org/"] });
    await clock.advance(90 * MINUTE_MS);
    expect(asked.filter(({ url }) => url === "https://example.org/")).toEqual([
      { url: "https://example.org/", atMs: 0 },
      { url: "https://example.org/", atMs: 60 * MINUTE_MS },
    ]);
    const away = { kind: "away", reason: "example.org: no answer within 3000 ms" };
    expect(networks).toEqual([away, away]);
  });

  test("count nothing as down that cannot be reached while nobody else can be either", async () => {
    const { stored, networks, start } = stage({ kind: "timed-out" });
    await start([plan], { connectivity: ["https://example.org/"] });
    expect(stored).toMatchObject([{ slot: { events: 1, bad: 0, undecided: 1 } }]);
    expect(networks).toEqual([]);
  });

  test("leave plans for other places to them", async () => {
    const { clock, asked, start } = stage(good);
    await start([{ ...plan, from: ["frankfurt"] }]);
    await clock.advance(60_000);
    expect(asked).toEqual([]);
  });

  test("stop when closed, and say nothing about a check that was given up", async () => {
    const { clock, asked, stored, start } = stage(
      ({ signal }) =>
        new Promise((resolve) =>
          signal.addEventListener("abort", () => resolve({ kind: "timed-out" })),
        ),
    );
    const probes = await start();
    await probes.close();
    await clock.advance(300_000);
    expect(asked).toHaveLength(1);
    expect(stored).toEqual([]);
  });
});
