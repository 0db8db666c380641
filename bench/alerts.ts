import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { systemClock } from "../src/adapters/system-clock/index.ts";
import { alertJob } from "../src/alerting/index.ts";
import { readContract } from "../src/core/contract/index.ts";
import { emptySketch, emptySlot, type PlacedSlot } from "../src/core/measurement/index.ts";
import { minuteOf } from "../src/core/time/index.ts";
import { openProjection, type Turn } from "../src/engine/index.ts";
import { sumsOf } from "../src/monitoring/intake/sums.ts";
import { machine } from "./bench.ts";

/**
 * Deciding whether to wake somebody about an add-on of ten thousand tenants: three hours of them in
 * the store, each minute a commit of its own and the last ten unpacked, as they come in.
 */
const PROMISED_SHARE = 0.05;
const EVERY_MS = 10_000;
const TENANTS = Number(process.argv[2] ?? 10_000);
const MINUTES = 60;

const read = readContract(`
plimsoll: 1
addon: { key: roadmaps, name: Roadmaps, vendor: Example Ltd, host: plain, baseUrl: "http://127.0.0.1:9", payment: free }
sla:
  effectiveFrom: 2026-01-01
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  responseTime: { ui: { median: 400ms, p90: 800ms, p95: 1200ms }, service: { p95: 400ms } }
operations: {}
`);
if (read.kind !== "contract") throw new Error(read.problems[0]?.message);
const { contract } = read;
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
const store = await openSqliteStore({ file: join(folder, "plimsoll.db") });
const now = minuteOf(Date.now());
const limits = new Map([400, 800, 1200].map((ms) => [ms, { within: 3, beyond: 0 }]));
for (let ago = MINUTES; ago > 0; ago--) {
  const slots = Array.from({ length: TENANTS }, (_, tenant): PlacedSlot => {
    const scope = { addon: "roadmaps", release: "", region: "", place: "", path: "" };
    const stream = {
      ...scope,
      tenant: `t${tenant}`,
      indicator: "ui" as const,
      source: "agent" as const,
    };
    const slot = { ...emptySlot, events: 3, limits, good: emptySketch };
    return { stream, minute: now - ago, slot };
  });
  // Batches as an intake commits them: some a second.
  for (let from = 0; from < TENANTS; from += TENANTS / 10) {
    const batch = slots.slice(from, from + TENANTS / 10);
    await store.slots.add([...batch, ...sumsOf(batch)]);
  }
  if (ago === 10) await store.slots.pack(now - 10);
}

const onError = (error: unknown) => console.error(error);
const projection = await openProjection({ ledger: store.ledger, clock: systemClock, onError });
let aheadMs = 0;
const clock = { nowMs: systemClock.nowMs, monotonicMs: () => systemClock.monotonicMs() + aheadMs };
const job = alertJob(contract, {
  slots: store.slots,
  clock,
  probes: () => [],
  paths: () => [],
  current: () => ({ kind: "answering", sinceMs: Date.now(), cause: null }),
  budgetLeft: () => new Map(),
  askDependency: async () => null,
  acknowledgeUrl: () => null,
  publicUrl: () => null,
});
const turn = async () => {
  aheadMs += EVERY_MS;
  await job.run({
    nowMs: Date.now(),
    known: projection.known(),
    signal: new AbortController().signal,
    perform: async () => ({ kind: "done", entries: [], isRepeated: false, erased: 0 }),
  } as unknown as Turn);
};
for (let at = 0; at < 5; at++) await turn();
const cpu = process.cpuUsage();
const TURNS = 50;
for (let at = 0; at < TURNS; at++) await turn();
const { user, system } = process.cpuUsage(cpu);
const perTurnMs = (user + system) / 1000 / TURNS;
console.log(`${machine()}
${TENANTS} tenants: ${perTurnMs.toFixed(1)} ms of processor for each decision, every ${EVERY_MS / 1000} s: ${((100 * perTurnMs) / EVERY_MS).toFixed(2)} % of a core (promised ${100 * PROMISED_SHARE} %)`);
await projection.close();
await store.close();
rmSync(folder, { recursive: true });
