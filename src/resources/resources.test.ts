import { describe, expect, test } from "vitest";
import type { Contract } from "../core/contract/index.ts";
import { resourceSlot } from "../core/resources/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { knownOf } from "../engine/testdata/known.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import { watchedThresholds } from "../entries/index.ts";
import { performed, thresholdsList } from "./commands.ts";
import { resourceConcerns } from "./concerns.ts";
import { recentUse } from "./follow-use.ts";
import { proceduresJudge, resourcesJudge } from "./guide.ts";
import { type FetchMetrics, type Scraped, scrapeJobs, thresholdsJob } from "./index.ts";

const ADDON = "roadmaps";
const START = Date.parse("2027-01-17T10:00:00Z");
const NONE = {
  cpu: null,
  memory: null,
  disk: null,
  descriptors: null,
  eventLoop: null,
  connections: null,
};

const contract = (operations: object = {}) =>
  ({
    addon: { key: ADDON },
    operations: {
      thresholds: {
        ...NONE,
        cpu: { above: 0.8, forMs: 5 * MINUTE_MS },
        disk: { above: 0.9, forMs: 0 },
        action: "alert",
      },
      procedures: {
        ...NONE,
        cpu: { clearBelow: 0.7, tell: "page", runbook: "Add a replica." },
      },
      resources: { scrape: [], everyMs: 15_000 },
      ...operations,
    },
  }) as unknown as Contract;

/** Machines whose use can be changed while time goes on; each tells once a minute. */
async function scene(given = contract()) {
  const clock = fakeClock(START);
  const store = memoryStore();
  const engine = await engineOn(store, clock);
  const running = await runOn([thresholdsJob(given, recentUse(store.slots))], clock, store);
  const known = () => engine.projection.upTo();
  const state = async () => (await known()).state(watchedThresholds, ADDON);
  /** So much is in use for so many minutes; null: nothing is told. */
  async function pass(minutes: number, use: Record<string, number | ((minute: number) => number)>) {
    for (let minute = 0; minute < minutes; minute++) {
      await store.slots.add(
        Object.entries(use).map(([what, share]) => {
          const [resource, instance, part = ""] = what.split(" ");
          const value = typeof share === "number" ? share : share(minute);
          const figure = { resource: resource as "cpu", part, value };
          const at = { addon: ADDON, instance: instance!, source: "agent", atMs: clock.nowMs() };
          return resourceSlot(figure, at as never);
        }),
      );
      await clock.advance(MINUTE_MS);
    }
    return state();
  }
  const types = async () => {
    const entries = (await Array.fromAsync(store.ledger.read())).flat();
    return entries.map(({ type, subject }) => `${type} ${subject.replace(/-[0-9a-f]{8}$/, "")}`);
  };
  return { clock, store, pass, state, types, known, close: running.close };
}

const crossings = (state: ReadonlyMap<string, { readonly crossing: unknown; instance: string }>) =>
  [...state.values()].filter(({ crossing }) => crossing !== null).map(({ instance }) => instance);

describe("a threshold", () => {
  test("is crossed after its time, and cleared below another share after the same time", async () => {
    const { pass, types } = await scene();
    expect(crossings(await pass(10, { "cpu web-1": 0.5 }))).toEqual([]);
    expect(crossings(await pass(4, { "cpu web-1": 0.95 }))).toEqual([]);
    expect(crossings(await pass(3, { "cpu web-1": 0.95 }))).toEqual(["web-1"]);
    // Below the threshold, but not so much that it is fine.
    expect(crossings(await pass(20, { "cpu web-1": 0.75 }))).toEqual(["web-1"]);
    expect(crossings(await pass(4, { "cpu web-1": 0.2 }))).toEqual(["web-1"]);
    expect(crossings(await pass(3, { "cpu web-1": 0.2 }))).toEqual([]);
    expect(await types()).toEqual([
      "threshold.heard threshold/cpu",
      "threshold.silent threshold/disk",
      "threshold.crossed threshold/cpu",
      "threshold.cleared threshold/cpu",
    ]);
  });

  test("of a moment is crossed at once", async () => {
    const { pass, types } = await scene();
    await pass(3, { "disk web-1 /": 0.5 });
    expect(crossings(await pass(1, { "disk web-1 /": 0.91 }))).toEqual(["web-1"]);
    expect(crossings(await pass(2, { "disk web-1 /": 0.5 }))).toEqual([]);
    expect((await types()).filter((type) => type.startsWith("threshold.cr"))).toHaveLength(1);
  });

  test("is not crossed by what goes up and down", async () => {
    const { pass } = await scene();
    const use = { "cpu web-1": (minute: number) => (minute % 4 === 0 ? 0.6 : 0.99) };
    expect(crossings(await pass(40, use))).toEqual([]);
  });

  test("is judged for each machine and part by itself", async () => {
    const { pass } = await scene();
    const state = await pass(3, {
      "disk web-1 /": 0.2,
      "disk web-1 /var": 0.95,
      "disk web-2 /": 0.3,
    });
    const crossed = [...state.values()].filter(({ crossing }) => crossing !== null);
    expect(crossed).toMatchObject([{ instance: "web-1", part: "/var" }]);
  });

  test("says since when, how much, and what is to be done", async () => {
    const { pass, known } = await scene();
    const state = await pass(8, { "cpu web-1": 0.9 });
    expect([...state.values()].find(({ crossing }) => crossing !== null)!.crossing).toMatchObject({
      sinceMs: START,
      value: expect.closeTo(0.9),
      limit: 0.8,
      clear: 0.7,
      procedure: "page",
      runbook: "Add a replica.",
    });
    const [concern] = resourceConcerns(await known(), ADDON, START);
    expect(concern!.message).toContain("90 % in use");
    expect(concern!.message).toContain("CPU of web-1. More than 80 % is too much. Add a replica.");
  });

  test("that the contract has no more is not crossed any more", async () => {
    const { store, clock, pass, close, state } = await scene();
    await pass(3, { "disk web-1 /": 0.95 });
    await close();
    const thresholds = { ...NONE, action: "alert" };
    const next = await runOn(
      [thresholdsJob(contract({ thresholds }), recentUse(store.slots))],
      clock,
      store,
    );
    await clock.advance(MINUTE_MS);
    expect(crossings(await state())).toEqual([]);
    await next.close();
  });
});

describe("silence", () => {
  test("is told of what never told anything, and of what does no more", async () => {
    const { pass, known } = await scene();
    await pass(10, {});
    const messages = resourceConcerns(await known(), ADDON, START).map(({ message }) => message);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain("Nothing tells how much is in use: CPU. Send system metrics");
    await pass(3, { "cpu web-1": 0.3 });
    expect((await pass(1, { "cpu web-1": 0.3 })).get("cpu")).toMatchObject({ silent: null });
    const state = await pass(10, {});
    expect(state.get("cpu")).toMatchObject({ silent: { lastMs: START + 14 * MINUTE_MS } });
  });

  test("ends no crossing, unless its machine is gone while others report", async () => {
    const { pass } = await scene();
    await pass(8, { "cpu web-1": 0.95, "cpu web-2": 0.1 });
    expect(crossings(await pass(20, { "cpu web-2": 0.1 }))).toEqual(["web-1"]);
    const state = await pass(60, { "cpu web-2": 0.1 });
    expect(crossings(state)).toEqual([]);
  });

  test("of Plimsoll itself is none of the add-on's", async () => {
    const { pass, close, clock, store, types } = await scene();
    await pass(5, { "cpu web-1": 0.3, "disk web-1 /": 0.3 });
    await close();
    await clock.advance(3 * HOUR_MS);
    const next = await runOn([thresholdsJob(contract(), recentUse(store.slots))], clock, store);
    await pass(5, { "cpu web-1": 0.3, "disk web-1 /": 0.3 });
    expect(await types()).toEqual([
      "threshold.heard threshold/cpu",
      "threshold.heard threshold/disk",
    ]);
    await next.close();
  });
});

test("what fills up is foreseen, once, and said to be over when it is", async () => {
  const { pass, types, known } = await scene();
  const state = await pass(180, { "disk web-1 /": (minute) => 0.6 + minute / 2000 });
  const [disk] = [...state.values()].filter(({ foreseen }) => foreseen !== null);
  expect((disk!.foreseen!.fullAtMs - START) / HOUR_MS).toBeCloseTo(0.4 / (60 / 2000), 0);
  expect(
    resourceConcerns(await known(), ADDON, START)
      .map(({ message }) => message)
      .join(),
  ).toContain("if it goes on like this: disk / of web-1.");
  await pass(30, { "disk web-1 /": 0.2 });
  expect((await types()).filter((type) => type.includes("foreseen"))).toHaveLength(2);
});

describe("what was done", () => {
  const context = { addon: ADDON, nowMs: START, by: "key/1", cause: "c" };
  const kept = Object.assign(() => undefined, { about: () => [] });

  test("is kept with the crossing", async () => {
    const { pass, store, known } = await scene();
    const state = await pass(3, { "disk web-1 /": 0.95 });
    const { id } = [...state.values()].find(({ crossing }) => crossing !== null)!;
    const decision = performed.decide(await known(), { id, note: "Grew it." }, context, kept);
    if (decision.kind === "refused") throw new Error(decision.message);
    await store.ledger.append(decision.entries, { expected: decision.expected });
    const listing = { known: await known(), addon: ADDON, nowMs: START, filters: {} };
    const rows = thresholdsList.rows({ ...listing, jobs: [] });
    expect(rows[0]).toMatchObject({ state: "crossed", done: [{ by: "key/1", note: "Grew it." }] });
  });

  test("can only be noted of what is crossed", () => {
    const refusal = performed.decide(knownOf(), { id: "disk", note: "x" }, context, kept);
    expect(refusal).toMatchObject({ kind: "refused", code: "threshold.not-crossed" });
  });
});

describe("the guide", () => {
  const facts = async ({ known, clock }: Awaited<ReturnType<typeof scene>>, given = contract()) =>
    ({ contract: given, known: await known(), nowMs: clock.nowMs() }) as never;
  const three = contract({
    thresholds: {
      ...NONE,
      cpu: { above: 0.8, forMs: 0 },
      memory: { above: 0.8, forMs: 0 },
      disk: { above: 0.8, forMs: 0 },
      action: "alert",
    },
  });

  test("CPU, memory and disk are watched once figures of all three come", async () => {
    const world = await scene(three);
    expect(resourcesJudge.judge(await facts(world))).toMatchObject({
      state: "unproven",
      evidence: "The contract has no threshold of memory.",
    });
    await world.pass(2, { "cpu web-1": 0.3, "disk web-1 /": 0.3 });
    expect(resourcesJudge.judge(await facts(world, three))).toMatchObject({ state: "unproven" });
    await world.pass(2, { "cpu web-1": 0.3, "disk web-1 /": 0.3, "memory web-1": 0.3 });
    expect(resourcesJudge.judge(await facts(world, three))).toMatchObject({ state: "kept" });
    expect(proceduresJudge.judge(await facts(world, three))).toMatchObject({
      state: "unproven",
      evidence: expect.stringContaining("nothing was to be done yet"),
    });
    await world.pass(10, { "cpu web-1": 0.3, "disk web-1 /": 0.3 });
    expect(resourcesJudge.judge(await facts(world, three))).toMatchObject({
      state: "broken",
      evidence: "Nothing tells how much of memory is in use.",
    });
  });

  test("a crossing about which nothing was done for an hour breaks the procedure", async () => {
    const world = await scene(three);
    await world.pass(70, { "cpu web-1": 0.95, "disk web-1 /": 0.3, "memory web-1": 0.3 });
    expect(proceduresJudge.judge(await facts(world, three))).toMatchObject({ state: "broken" });
  });

  test("a procedure is kept once it was followed", async () => {
    const world = await scene(three);
    const use = { "cpu web-1": 0.95, "disk web-1 /": 0.3, "memory web-1": 0.3 };
    const state = await world.pass(5, use);
    const { id } = [...state.values()].find(({ crossing }) => crossing !== null)!;
    const context = { addon: ADDON, nowMs: START, by: "key/1", cause: "c" };
    const kept = Object.assign(() => undefined, { about: () => [] });
    const decision = performed.decide(await world.known(), { id, note: "Done." }, context, kept);
    if (decision.kind === "refused") throw new Error(decision.message);
    await world.store.ledger.append(decision.entries, { expected: decision.expected });
    await world.pass(90, use);
    expect(proceduresJudge.judge(await facts(world, three))).toMatchObject({ state: "kept" });
  });
});

describe("metrics that are fetched", () => {
  const URL = "http://web-1:9100/metrics";
  async function scraping(answers: readonly (Awaited<ReturnType<FetchMetrics>> | string)[]) {
    const clock = fakeClock(START);
    const store = memoryStore();
    const told: Scraped[] = [];
    let turn = 0;
    const fetchMetrics: FetchMetrics = async () => {
      const answer = answers[Math.min(turn++, answers.length - 1)]!;
      return typeof answer === "string" ? { kind: "text", text: answer } : answer;
    };
    const onScrape = (one: Scraped) => void told.push(one);
    const given = contract({ resources: { scrape: [URL], everyMs: 15_000 } });
    const jobs = scrapeJobs(given, { slots: store.slots, fetchMetrics, onScrape });
    const running = await runOn(jobs, clock, store);
    await clock.advance(15_000 * answers.length - 1);
    await running.close();
    const uses = await recentUse(store.slots).refresh(ADDON, clock.nowMs());
    return { told, uses };
  }

  test("become figures of the machine", async () => {
    const cpu = (idle: number, user: number) =>
      `node_cpu_seconds_total{cpu="0",mode="idle"} ${idle}\nnode_cpu_seconds_total{cpu="0",mode="user"} ${user}\n`;
    const { uses, told } = await scraping([cpu(100, 100), cpu(103, 101)]);
    expect(uses).toMatchObject([
      { resource: "cpu", instance: "web-1:9100", points: [{ share: 0.25 }] },
    ]);
    expect(told).toMatchObject([{ problem: null, accepted: 2 }, { problem: null }]);
  });

  test.for<[string, Awaited<ReturnType<FetchMetrics>> | string, Partial<Scraped>]>([
    [
      "nobody there",
      { kind: "failed", reason: "connect ECONNREFUSED" },
      { problem: "connect ECONNREFUSED" },
    ],
    ["a page", "<html>\n<p>hello", { problem: "it is no text of metrics" }],
    ["other metrics", "up 1\n", { problem: expect.stringContaining("it has none of the metrics") }],
    [
      "memory of NaN",
      "node_memory_MemAvailable_bytes NaN\nnode_memory_MemTotal_bytes 10\n",
      {
        accepted: 1,
        refused: [{ reason: "node_memory_MemAvailable_bytes is no number", samples: 1 }],
      },
    ],
  ])("%s adds nothing and is told", async ([, answer, expected]) => {
    const { uses, told } = await scraping([answer]);
    expect(uses).toEqual([]);
    expect(told).toMatchObject([expected]);
  });
});
