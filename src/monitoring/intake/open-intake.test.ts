import { gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import type { PlacedSlot } from "../../core/measurement/index.ts";
import { type IntakeStore, memoryStore } from "../../core/store/index.ts";
import { fakeClock } from "../../core/time/index.ts";
import type { MetricsRequest } from "./metrics-request.ts";
import { openIntake } from "./open-intake.ts";
import { attributes, type OtlpRequest } from "./testdata/otlp-request.ts";
import type { WatchedAddon } from "./watched-addon.ts";

/** A store whose transactions end when the test says so. */
function stage() {
  const clock = fakeClock();
  const startMs = clock.nowMs();
  const kept = memoryStore().intake;
  const transactions: { slots: readonly PlacedSlot[]; end(error?: Error): void }[] = [];
  const intake: IntakeStore = {
    ...kept,
    async update(asked, decide) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const transaction = { slots: [] as readonly PlacedSlot[], end: () => {} };
      transactions.push(
        Object.assign(transaction, { end: (e?: Error) => (e ? reject(e) : resolve()) }),
      );
      await promise;
      await kept.update(asked, (known) => {
        const change = decide(known);
        transaction.slots = change.slots;
        return change;
      });
    },
  };
  const roadmaps: WatchedAddon = {
    key: "roadmaps",
    classify: () => "service",
    lifecycleOf: () => null,
    limits: new Map(),
    sinceMs: startMs,
  };
  const addons = () => new Map([["roadmaps", roadmaps]]);
  const open = () => openIntake({ store: { intake }, clock, addons });

  /** `seconds` after the start, `count` requests have been served in all, to each of some tenants. */
  const cumulative = (seconds: number, count: number, tenants = 1): MetricsRequest =>
    sent({ temporality: 2, seconds, count, tenants, startMs });
  const delta = (seconds: number, count: number, tenants = 1): MetricsRequest =>
    sent({ temporality: 1, seconds, count, tenants, startMs });

  const eventsStored = (at: number) =>
    transactions[at]!.slots.filter(({ stream }) => stream.source !== "sum").map(
      ({ slot }) => slot.events,
    );
  /** Waits for a transaction to begin, and ends it. */
  const end = async (at: number, error?: Error) => {
    await settle();
    transactions[at]!.end(error);
    await settle();
  };
  return { open, intake: open(), transactions, end, eventsStored, cumulative, delta };
}

interface Sent {
  readonly temporality: number;
  readonly seconds: number;
  readonly count: number;
  readonly tenants: number;
  readonly startMs: number;
}

function sent({ temporality, seconds, count, tenants, startMs }: Sent): MetricsRequest {
  const asked = { "http.route": "/api", "http.response.status_code": 200 };
  const dataPoints = Array.from({ length: tenants }, (_, tenant) => ({
    attributes: attributes({ "plimsoll.tenant": `${tenant}`, ...asked }),
    startTimeUnixNano: startMs * 1e6,
    timeUnixNano: (startMs + seconds * 1000) * 1e6,
    count,
    sum: count,
    explicitBounds: [1],
    bucketCounts: [count, 0],
  }));
  const histogram = { aggregationTemporality: temporality, dataPoints };
  const metrics = [{ name: "http.server.request.duration", unit: "s", histogram }];
  return json({ resourceMetrics: [{ resource: { attributes: [] }, scopeMetrics: [{ metrics }] }] });
}

const json = (request: OtlpRequest): MetricsRequest => ({
  body: Buffer.from(JSON.stringify(request)),
  encoding: "application/json",
  isGzip: false,
});

/** Lets whatever can go on go on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

describe("a request", () => {
  test("is acknowledged once it is durable, and not before", async () => {
    const { intake, end, cumulative } = stage();
    let isAcknowledged = false;
    const receipt = intake.receive(cumulative(10, 4));
    void receipt.then(() => (isAcknowledged = true));
    await settle();
    expect(isAcknowledged).toBe(false);
    await end(0);
    expect(await receipt).toMatchObject({ accepted: 1, rejected: 0 });
  });

  test("that holds no point is acknowledged without the store", async () => {
    const { intake, transactions } = stage();
    expect(await intake.receive(json({ resourceMetrics: [] }))).toMatchObject({ accepted: 0 });
    expect(transactions).toEqual([]);
  });

  test.for<[string, Partial<MetricsRequest>, object]>([
    ["that is no JSON", { body: Buffer.from("nonsense") }, { kind: "malformed" }],
    ["that is no gzip", { isGzip: true }, { kind: "malformed" }],
    [
      "that unpacks to more than anybody sends",
      { body: gzipSync(Buffer.alloc(40 << 20)), isGzip: true },
      { kind: "too-large", message: expect.stringContaining("32 MiB") },
    ],
  ])("%s is answered so, and is not stored", async ([, changes, answer]) => {
    const { intake, transactions, delta } = stage();
    expect(await intake.receive({ ...delta(1, 1), ...changes })).toMatchObject(answer);
    expect(transactions).toEqual([]);
  });

  test("that the store refuses leaves no trace, so that it can be sent again", async () => {
    const { intake, end, eventsStored, cumulative } = stage();
    const first = intake.receive(cumulative(10, 4));
    await settle();
    void end(0, new Error("full"));
    await expect(first).rejects.toThrow("full");
    const second = intake.receive(cumulative(10, 4));
    await end(1);
    await second;
    expect(eventsStored(1)).toEqual([4]);
  });
});

describe("a request that is sent again is counted once", () => {
  test.for([["delta"], ["cumulative"]] as const)(
    "after it was stored: %s",
    async ([temporality]) => {
      const { intake, end, eventsStored, ...send } = stage();
      const first = intake.receive(send[temporality](10, 4));
      await end(0);
      const again = intake.receive(send[temporality](10, 4));
      await end(1);
      expect(await again).toEqual(await first);
      expect([eventsStored(0), eventsStored(1)]).toEqual([[4], []]);
    },
  );

  test("while the first is still being stored, and in the very same transaction", async () => {
    const { intake, end, eventsStored, delta } = stage();
    const other = intake.receive(delta(5, 7));
    await settle();
    const twice = [intake.receive(delta(10, 4)), intake.receive(delta(10, 4))];
    await end(0);
    await other;
    await end(1);
    expect(await twice[0]).toEqual(await twice[1]);
    expect(eventsStored(1)).toEqual([4]);
  });

  test("by another process on the same store, and however it is packed", async () => {
    const { intake, open, end, eventsStored, delta, transactions } = stage();
    const request = delta(10, 4);
    const first = intake.receive(request);
    await end(0);
    await first;
    const packed = { ...request, body: gzipSync(request.body), isGzip: true };
    const again = open().receive(packed);
    // Unpacking takes place on a thread of its own.
    await vi.waitFor(() => expect(transactions).toHaveLength(2));
    await end(1);
    expect(await again).toMatchObject({ accepted: 1 });
    expect(eventsStored(1)).toEqual([]);
  });

  test("from where it broke off, where it was taken in by parts", async () => {
    const { intake, open, end, eventsStored, delta } = stage();
    const request = delta(10, 1, 1200);
    const first = intake.receive(request);
    await end(0);
    await settle();
    void end(1, new Error("full"));
    await expect(first).rejects.toThrow("full");

    const again = open().receive(request);
    for (const at of [2, 3, 4]) await end(at);
    expect(await again).toMatchObject({ accepted: 1200, rejected: 0 });
    const stored = [0, 2, 3, 4].map((at) => eventsStored(at).length);
    expect(stored.reduce((sum, n) => sum + n)).toBe(1200);
    expect(stored[1]).toBe(0);
  });
});

describe("requests that arrive while the store is busy", () => {
  test("share the next transaction and follow one another", async () => {
    const { intake, end, eventsStored, cumulative } = stage();
    const receipts = [intake.receive(cumulative(10, 4))];
    await settle();
    receipts.push(intake.receive(cumulative(20, 6)), intake.receive(cumulative(30, 9)));
    await end(0);
    await receipts[0];
    await end(1);
    await Promise.all(receipts);
    expect([eventsStored(0), eventsStored(1)]).toEqual([[4], [2, 3]]);
  });

  test("are all refused when it fails, and nothing is forgotten", async () => {
    const { intake, end, eventsStored, cumulative } = stage();
    const first = intake.receive(cumulative(10, 4));
    await settle();
    const others = [intake.receive(cumulative(20, 6)), intake.receive(cumulative(30, 9))];
    const failed = Promise.allSettled(others);
    await end(0);
    await first;
    await end(1, new Error("gone"));
    expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const again = intake.receive(cumulative(30, 9));
    await end(2);
    await again;
    expect(eventsStored(2)).toEqual([5]);
  });

  test("do not wait for one that is large", async () => {
    const { intake, end, delta } = stage();
    const large = intake.receive(delta(10, 1, 5000));
    await settle();
    const small = intake.receive(delta(20, 1));
    let isLargeTaken = false;
    void large.then(() => (isLargeTaken = true));
    await end(0);
    await end(1);
    expect(await small).toMatchObject({ accepted: 1 });
    expect(isLargeTaken).toBe(false);
    for (let at = 2; !isLargeTaken; at++) await end(at);
    expect(await large).toMatchObject({ accepted: 5000 });
  });
});
