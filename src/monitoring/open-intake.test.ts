import { describe, expect, test } from "vitest";
import type { PlacedSlot } from "../measurement/index.ts";
import { fakeClock } from "../time/index.ts";
import type { DurationMetric } from "./metrics.ts";
import { openIntake } from "./open-intake.ts";
import type { WatchedAddon } from "./watched-addon.ts";

const roadmaps: WatchedAddon = { key: "roadmaps", classify: () => "service", limits: new Map() };

/** A store whose transactions end when the test says so. */
function stage() {
  const clock = fakeClock();
  const transactions: { readonly slots: readonly PlacedSlot[]; end(error?: Error): void }[] = [];
  const slots = {
    add(placed: readonly PlacedSlot[]) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const end = (error?: Error) => (error ? reject(error) : resolve());
      transactions.push({ slots: placed, end });
      return promise;
    },
  };
  const addons = () => new Map([["roadmaps", roadmaps]]);
  const intake = openIntake({ store: { slots } as never, clock, addons });
  /** `seconds` after the intake was opened, `count` requests have been served in all. */
  const metrics = (seconds: number, count: number): DurationMetric[] => [
    {
      name: "http.server.request.duration",
      scope: "",
      resource: new Map(),
      unit: "s",
      temporality: "cumulative",
      points: [
        {
          attributes: new Map(),
          startNs: clock.nowMs() * 1e6,
          timeNs: (clock.nowMs() + seconds * 1000) * 1e6,
          noRecordedValue: false,
          histogram: {
            kind: "explicit",
            count,
            sum: null,
            min: null,
            max: null,
            explicitBounds: [1],
            bucketCounts: [count, 0],
          },
        },
      ],
    },
  ];
  const cumulative = (seconds: number, count: number) => () =>
    ({ kind: "decoded", metrics: metrics(seconds, count), unread: [] }) as const;
  const eventsStored = (at: number) => transactions[at]!.slots.map(({ slot }) => slot.events);
  /** Waits for a transaction to begin, and ends it. */
  const end = async (at: number, error?: Error) => {
    await settle();
    transactions[at]!.end(error);
  };
  return { intake, transactions, end, eventsStored, cumulative };
}

/** Lets whatever can go on go on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

describe("a request", () => {
  test("is acknowledged once it is durable, and not before", async () => {
    const { intake, end, cumulative } = stage();
    let isAcknowledged = false;
    const receipt = intake.take("a", cumulative(10, 4));
    void receipt.then(() => (isAcknowledged = true));
    await settle();
    expect(isAcknowledged).toBe(false);
    await end(0);
    expect(await receipt).toMatchObject({ accepted: 1, rejected: 0 });
  });

  test("that adds nothing is acknowledged without the store", async () => {
    const { intake, transactions } = stage();
    expect(
      await intake.take("a", () => ({ kind: "decoded", metrics: [], unread: [] })),
    ).toMatchObject({
      accepted: 0,
    });
    expect(transactions).toEqual([]);
  });

  test("that cannot be decoded is answered so, and is not stored", async () => {
    const { intake, transactions } = stage();
    const refused = { kind: "malformed", message: "nonsense" } as const;
    expect(await intake.take("a", () => refused)).toEqual(refused);
    expect(transactions).toEqual([]);
  });

  test("that breaks its decoder is refused alone", async () => {
    const { intake, end, cumulative } = stage();
    const broken = intake.take("a", () => {
      throw new Error("our fault");
    });
    const other = intake.take("b", cumulative(10, 4));
    await expect(broken).rejects.toThrow("our fault");
    await end(0);
    expect(await other).toMatchObject({ accepted: 1 });
  });

  test("that the store refuses leaves no trace, so that it can be sent again", async () => {
    const { intake, end, eventsStored, cumulative } = stage();
    const first = intake.take("a", cumulative(10, 4));
    await end(0, new Error("full"));
    await expect(first).rejects.toThrow("full");
    const second = intake.take("a", cumulative(10, 4));
    await end(1);
    await second;
    expect(eventsStored(1)).toEqual([4]);
  });

  test.for([
    ["while the first is still being stored", false],
    ["after the first was stored", true],
  ] as const)("sent again %s is counted once", async ([, isStored]) => {
    const { intake, transactions, end, cumulative } = stage();
    const first = intake.take("a", cumulative(10, 4));
    if (isStored) await end(0);
    if (isStored) await first;
    const again = intake.take("a", cumulative(10, 4));
    await end(0);
    expect(await again).toEqual(await first);
    expect(transactions).toHaveLength(1);
  });
});

describe("requests that arrive while the store is busy", () => {
  test("share the next transaction and follow one another", async () => {
    const { intake, transactions, end, eventsStored, cumulative } = stage();
    const receipts = [
      intake.take("a", cumulative(10, 4)),
      intake.take("b", cumulative(20, 6)),
      intake.take("c", cumulative(30, 9)),
    ];
    await end(0);
    await receipts[0];
    await end(1);
    await Promise.all(receipts);
    expect(transactions.map((_, at) => eventsStored(at))).toEqual([[4], [2, 3]]);
  });

  test("are not decoded before it is their turn", async () => {
    const { intake, end, cumulative } = stage();
    let isDecoded = false;
    const first = intake.take("a", cumulative(10, 4));
    const second = intake.take("b", () => {
      isDecoded = true;
      return { kind: "decoded", metrics: [], unread: [] };
    });
    expect(isDecoded).toBe(false);
    await end(0);
    await first;
    expect(await second).toMatchObject({ accepted: 0 });
  });

  test("are all refused when it fails, and nothing is forgotten", async () => {
    const { intake, end, eventsStored, cumulative } = stage();
    const first = intake.take("a", cumulative(10, 4));
    const others = [intake.take("b", cumulative(20, 6)), intake.take("c", cumulative(30, 9))];
    await end(0);
    await first;
    await end(1, new Error("gone"));
    expect((await Promise.allSettled(others)).map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    const again = intake.take("c", cumulative(30, 9));
    await end(2);
    await again;
    expect(eventsStored(2)).toEqual([5]);
  });
});
