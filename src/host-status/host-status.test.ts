import { expect, test } from "vitest";
import type { Contract } from "../core/contract/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, MINUTE_MS } from "../core/time/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { knownOf } from "../engine/testdata/known.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import { hostHistory, hostOutages } from "../entries/index.ts";
import { type AskHost, type FetchDocument, hostJobs } from "./host-jobs.ts";
import { hostSection } from "./section.ts";

const ADDON = "roadmaps";
const START = Date.parse("2027-01-17T10:00:00Z");

const contract = (components: readonly string[] = []) =>
  ({
    addon: { key: ADDON },
    operations: {
      hostStatus: {
        page: "https://status.example.org/",
        probe: "https://host.example.org/",
        components,
      },
    },
  }) as unknown as Contract;

const incident = (parts: object = {}) => ({
  id: "i1",
  name: "Jira is away",
  impact: "critical",
  status: "identified",
  created_at: "2027-01-17T10:00:30.000Z",
  started_at: "2027-01-17T10:00:30.000Z",
  resolved_at: null,
  components: [{ name: "Jira" }],
  ...parts,
});

const minutes = (ms: number) => Math.round(((ms - START) / MINUTE_MS) * 100) / 100;

type Fetched = Awaited<ReturnType<FetchDocument>>;
const page = (...incidents: readonly object[]): Fetched => ({
  kind: "document",
  text: JSON.stringify({ incidents }),
  etag: JSON.stringify(incidents),
});

/** A host of which the page and the answers can be changed while time goes on. */
async function scene(given = contract()) {
  const clock = fakeClock(START);
  const store = memoryStore();
  const engine = await engineOn(store, clock);
  const told: (string | null)[] = [];
  const asked: (string | null)[] = [];
  const host: { page: Fetched; answer: Awaited<ReturnType<AskHost>> } = {
    page: page(),
    answer: { isAnswering: true, cause: "" },
  };
  const deps = {
    fetchDocument: async (_: string, { etag }: { readonly etag: string | null }) => {
      asked.push(etag);
      return host.page;
    },
    ask: async () => host.answer,
    onPage: (_: string, problem: string | null) => void told.push(problem),
  };
  const running = await runOn(hostJobs(given, deps), clock, store);
  const after = async (minutes: number) => {
    await clock.advance(minutes * MINUTE_MS);
    return (await engine.projection.upTo()).state(hostHistory, ADDON);
  };
  const outages = async () =>
    hostOutages((await engine.projection.upTo()).state(hostHistory, ADDON)).map(
      ({ startMs, endMs }) => [minutes(startMs), minutes(endMs)],
    );
  return { host, after, outages, told, asked, store, close: running.close };
}

const DOWN = { isAnswering: false, cause: "it answered 503" };
const UP = { isAnswering: true, cause: "" };

test("left out is what both the page and our checks showed", async () => {
  const { host, after, outages, store } = await scene();
  await after(1);
  host.page = page(incident());
  host.answer = DOWN;
  await after(5);
  host.page = page(incident({ status: "resolved", resolved_at: "2027-01-17T10:04:00.000Z" }));
  host.answer = UP;
  const history = await after(2);
  expect(history.failures).toMatchObject([{ isOver: true }]);
  expect(await outages()).toEqual([[1.08, 4]]);
  const types = (await store.ledger.head()).seq;
  await after(5);
  expect((await store.ledger.head()).seq).toBe(types);
});

test.for<[string, object, typeof UP | null]>([
  ["the page alone", incident(), UP],
  ["our checks alone", incident({ impact: "minor" }), DOWN],
  ["checks of which nobody knows whose fault they are", incident(), null],
])("nothing is left out for %s", async ([, shown, answer]) => {
  const { host, after, outages } = await scene();
  host.page = page(shown);
  host.answer = answer;
  await after(5);
  expect(await outages()).toEqual([]);
});

test("an incident of components that do not matter is none of ours", async () => {
  for (const [components, count] of [
    [["Confluence"], 0],
    [["Jira"], 1],
  ] as const) {
    const { host, after, outages } = await scene(contract(components));
    host.page = page(incident());
    host.answer = DOWN;
    await after(5);
    expect((await outages()).length).toBe(count);
  }
});

test("an incident that the page changes afterwards moves what is left out", async () => {
  const { host, after, outages } = await scene();
  host.page = page(incident());
  host.answer = DOWN;
  await after(6);
  host.page = page(
    incident({ started_at: "2027-01-17T10:03:00.000Z", resolved_at: "2027-01-17T10:05:00.000Z" }),
  );
  await after(1);
  expect(await outages()).toEqual([[3, 5]]);
  host.page = page(incident({ impact: "minor", resolved_at: "2027-01-17T10:05:00.000Z" }));
  await after(1);
  expect(await outages()).toEqual([]);
});

test("time in which nobody checked is not left out", async () => {
  const { host, after, outages } = await scene();
  host.page = page(incident());
  host.answer = DOWN;
  await after(2);
  host.answer = null;
  await after(10);
  host.answer = DOWN;
  await after(2);
  expect(await outages()).toEqual([
    [0.5, 1.08],
    [12.08, 13.08],
  ]);
});

test("a page that fails is asked ever less often, said once it fails, and asked anew with its tag", async () => {
  const { host, after, told, asked } = await scene();
  await after(1);
  host.page = { kind: "failed", reason: "it answers 500" };
  await after(20);
  expect(asked.length).toBeLessThan(10);
  expect(told.at(-1)).toBe("https://status.example.org/api/v2/incidents.json: it answers 500");
  host.page = { kind: "unchanged" };
  await after(20);
  expect(told.at(-1)).toBeNull();
  expect(asked.at(-1)).toBe("[]");
});

test.for(["", "{", "[]", '{"incidents":[{"id":1}]}'])("of %j nothing is believed", async (text) => {
  const { host, after, told } = await scene();
  host.page = { kind: "document", text, etag: null };
  expect((await after(1)).incidents).toEqual([]);
  expect(told.at(-1)).toMatch(/it is not JSON|not as Statuspage has it/);
});

test("customers see which outages there were, and what of them is left out", () => {
  const history = {
    incidents: [
      {
        ...incident(),
        startAt: "2027-01-17T10:00:00.000Z",
        endAt: "2027-01-17T10:30:00.000Z",
        counts: true,
        version: 1,
      },
      {
        ...incident(),
        id: "i2",
        startAt: "2027-01-17T12:00:00.000Z",
        endAt: null,
        counts: true,
        version: 1,
      },
      {
        ...incident(),
        id: "i3",
        startAt: "2027-01-17T12:00:00.000Z",
        endAt: null,
        counts: false,
        version: 1,
      },
    ],
    failures: [{ fromMs: START + 5 * MINUTE_MS, untilMs: START + 12 * MINUTE_MS, isOver: true }],
    version: 2,
  };
  const known = knownOf([hostHistory, history]);
  const shown = hostSection.shown({
    known,
    addon: ADDON,
    stretches: [],
    nowMs: START + 180 * MINUTE_MS,
  });
  expect(shown).toMatchObject([
    { id: "i2", to: null, excludedMinutes: 0 },
    { id: "i1", excludedMinutes: 7 },
  ]);
  expect(String(hostSection.below!(shown))).toContain("7 minutes left out");
});
