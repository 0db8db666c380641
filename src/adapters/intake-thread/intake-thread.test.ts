import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Store } from "../../core/store/index.ts";
import { at, slot } from "../../core/store/testdata/samples.ts";
import { dayOf, minuteOf } from "../../core/time/index.ts";
import type { MetricsRequest } from "../../monitoring/intake/index.ts";
import { newTurnMemory, openSqliteStore } from "../sqlite/index.ts";
import { type IntakeThread, startIntakeThread } from "./index.ts";

const ADDON = "com.example.roadmaps";
const nowMs = Date.now();
const errors: unknown[] = [];

let dir: string;
let store: Store;
let thread: IntakeThread;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-thread-"));
  const [file, turns] = [join(dir, "plimsoll.db"), newTurnMemory()];
  store = await openSqliteStore({ file, turns: { memory: turns, isFurther: false } });
  const task = { store: { kind: "sqlite", file, turns }, mostSeries: 1000 } as const;
  thread = startIntakeThread(task, (error) => void errors.push(error));
  thread.watch({
    key: ADDON,
    limits: new Map(),
    descriptor: null,
    unpromised: ["/health"],
    sinceMs: nowMs - 60_000,
  });
});
afterEach(async () => {
  await thread.close();
  await store.close();
  await rm(dir, { recursive: true });
});

function request(count: number, note = "", temporality = 1): MetricsRequest {
  const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const dataPoints = [
    {
      attributes: [attribute("http.route", "/a"), attribute("http.response.status_code", "200")],
      startTimeUnixNano: `${nowMs - 1000}000000`,
      timeUnixNano: `${nowMs + count}000000`,
      count,
      sum: count,
      explicitBounds: [1],
      bucketCounts: [count, 0],
    },
  ];
  const histogram = { aggregationTemporality: temporality, dataPoints };
  const metrics = [{ name: "http.server.request.duration", unit: "s", histogram }];
  const resource = { attributes: [attribute("plimsoll.addon", ADDON)] };
  const body = { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }], note };
  return { body: Buffer.from(JSON.stringify(body)), encoding: "application/json", isGzip: false };
}

async function events(): Promise<number> {
  const day = dayOf(minuteOf(nowMs));
  const query = { addon: ADDON, from: day - 1, to: day + 1 };
  const blocks = (await Array.fromAsync(store.slots.blocks(query))).flat();
  return blocks
    .filter(({ stream }) => stream.source === "agent" && stream.release === "")
    .reduce((sum, { total }) => sum + total.events, 0);
}

test("takes in what is sent, beside what the process itself writes", async () => {
  const taken = Array.from({ length: 20 }, (_, n) => thread.receive(request(1, `${n}`)));
  const written = Array.from({ length: 20 }, (_, n) => store.slots.add([at(n, slot(100))]));
  await Promise.all(written);
  expect(await Promise.all(taken)).toMatchObject(taken.map(() => ({ accepted: 1, rejected: 0 })));
  expect(await events()).toBe(20);
});

test("answers what is wrong as the intake does", async () => {
  const nonsense = { ...request(1), body: Buffer.from("nonsense") };
  expect(await thread.receive(nonsense)).toMatchObject({ kind: "malformed" });
});

test("tells how many series it remembers", async () => {
  expect(await thread.series()).toBeNull();
  await thread.receive(request(1, "", 2));
  // That of the point, and one for its sender.
  expect(await thread.series()).toEqual({ kept: 2, most: 1000 });
});

test("that dies is replaced, and what was sent meanwhile may be sent again", {
  timeout: 20_000,
}, async () => {
  await thread.receive(request(3, "before"));
  const plan = { key: "com.example.broken", limits: new Map(), unpromised: [], sinceMs: 0 };
  // No descriptor that was read has such an address: the thread dies of it.
  thread.watch({ ...plan, descriptor: { baseUrl: "no address" } as never });
  await vi.waitFor(() => expect(errors).not.toEqual([]), { timeout: 5000 });
  await expect(thread.receive(request(4, "lost"))).rejects.toMatchObject({
    code: "store.unavailable",
  });

  thread.watch({ ...plan, descriptor: null });
  const again = await vi.waitFor(() => thread.receive(request(4, "lost")), { timeout: 10_000 });
  expect(again).toMatchObject({ accepted: 1 });
  expect(await events()).toBe(7);
});
