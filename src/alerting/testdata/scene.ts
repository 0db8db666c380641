import { editedContract } from "../../core/contract/testdata/exemplary.ts";
import { emptySlot, type PlacedSlot } from "../../core/measurement/index.ts";
import { memoryStore } from "../../core/store/index.ts";
import { fakeClock, MINUTE_MS, minuteOf } from "../../core/time/index.ts";
import { type Context, perform } from "../../engine/index.ts";
import { engineOn } from "../../engine/testdata/engine-on.ts";
import { runOn } from "../../engine/testdata/run-on.ts";
import { alerts, effects, incidents } from "../../entries/index.ts";
import { alertJob } from "../alert-job.ts";
import type { Signals } from "../conditions.ts";

export const START = Date.parse("2027-03-10T12:00:00Z");

/** An add-on with checks and requests that a test decides, and the alerts that come of them. */
export async function scene(edits: Parameters<typeof editedContract>[0] = {}) {
  const contract = editedContract({
    "operations.probes": undefined,
    "operations.channels": { oncall: "pagerduty", phone: "webhook", team: "mail" },
    "operations.alerts": { page: ["oncall", "phone"], ticket: ["team"] },
    ...edits,
  });
  const { key } = contract.addon;
  const clock = fakeClock(START);
  const store = memoryStore();
  const engine = await engineOn(store, clock);
  const state: { current: Signals["current"]; paths: Signals["paths"]; away: Map<string, string> } = {
    current: { kind: "answering", sinceMs: START, cause: null },
    paths: [],
    away: new Map(),
  };
  const job = alertJob(contract, {
    slots: store.slots,
    clock,
    probes: () => [],
    paths: () => state.paths,
    current: () => state.current,
    budgetLeft: () => new Map(),
    askDependency: async (url) => state.away.get(url) ?? null,
    acknowledgeUrl: (id) => `https://status.example.com/do/${id}`,
    publicUrl: () => "https://status.example.com",
  });
  const jobs = await runOn([job], clock, store);
  const known = engine.projection.known();
  const context = (cause: string): Context => ({
    ...{ addon: key, cause },
    nowMs: clock.nowMs(),
    by: "ada",
  });

  return {
    ...{ clock, store, engine, known, context, state, contract },
    alerts: () => known.state(alerts, key),
    incidents: () => known.state(incidents, key).all,
    /** What was to be told, oldest first. */
    told: () => [...known.state(effects, key).waiting.values()],
    perform: <Input>(decide: Parameters<typeof perform<Input>>[1], input: Input, cause: string) =>
      perform(engine, decide, input, context(cause)),
    failing(kind: "failing" | "answering" = "failing") {
      const cause = kind === "failing" ? "status 500 instead of 200" : null;
      state.current = { kind, sinceMs: clock.nowMs(), cause };
    },
    /** Requests of one minute, `ago` minutes before now. */
    async requests(events: number, bad: number, ago = 0) {
      const stream = {
        ...{ addon: key, tenant: "", indicator: "ui" as const, source: "sum" as const },
        ...{ release: "", region: "", place: "", path: "" },
      };
      const minute = minuteOf(clock.nowMs()) - ago;
      const count = { within: events - bad, beyond: bad };
      const limits = new Map([500, 750, 1000].map((limitMs) => [limitMs, count]));
      const placed: PlacedSlot = { stream, minute, slot: { ...emptySlot, events, bad, limits } };
      await store.slots.add([placed]);
    },
    async pass(ms: number) {
      const endMs = clock.monotonicMs() + ms;
      while (clock.monotonicMs() < endMs) {
        await clock.advance(Math.min(5_000, endMs - clock.monotonicMs()));
        for (let at = 0; at < 30; at++) await clock.advance(0);
      }
    },
    /** So many minutes, in each of which as many requests come and fail. */
    async minutes(count: number, events: number, bad: number) {
      for (let at = 0; at < count; at++) {
        await this.requests(events, bad);
        await this.pass(MINUTE_MS);
      }
    },
    async close() {
      await jobs.close();
      await engine.projection.close();
    },
  };
}
