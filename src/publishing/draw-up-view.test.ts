import { expect, test } from "vitest";
import { type Contract, publishContract, readContract } from "../contract/index.ts";
import { slotRecorder } from "../measurement/index.ts";
import { memoryStore, type Store } from "../store/index.ts";
import { fakeClock, minuteOf } from "../time/index.ts";
import { type Promising, viewDrawer } from "./draw-up-view.ts";
import { PUBLIC_KEY } from "./testdata/view.ts";
import { writtenSla } from "./written-sla.ts";

const document = (effectiveFrom: string, target: string) => `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: https://roadmaps.example.com
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: ${effectiveFrom}
  period: month
  uptime: { target: ${target}, downWhen: 5% of requests fail }
operations: {}
`;

function contractOf(text: string): Contract {
  const read = readContract(text);
  if (read.kind === "contract") return read.contract;
  throw new Error(JSON.stringify(read.problems));
}

/** Publishes documents one after the other, each at a moment of its own. */
async function promising(store: Store, ...given: readonly (readonly [string, string])[]) {
  let versions: readonly unknown[] = [];
  for (const [text, at] of given)
    versions = await publishContract(
      store.ledger,
      {
        addon: "com.example.roadmaps",
        hash: text,
        effectiveFrom: contractOf(text).sla.effectiveFrom,
        sla: writtenSla(text).text,
      },
      at,
    );
  return { contract: contractOf(given.at(-1)![0]), versions, probes: [] } as unknown as Promising;
}

async function measure(store: Store, iso: string): Promise<void> {
  const taken = slotRecorder([]);
  for (let i = 0; i < 10; i++) taken.record(0.1, false);
  const stream = {
    addon: "com.example.roadmaps",
    tenant: "t",
    indicator: "service",
    source: "agent",
    release: "",
    region: "",
    place: "",
    path: "",
  } as const;
  await store.slots.add([{ stream, minute: minuteOf(Date.parse(iso)), slot: taken.slot() }]);
}

const first = document("2027-01-01", "99%");
const stricter = document("2027-03-01", "99.9%");
const now = Date.parse("2027-02-10T00:00:00Z");

test("shows the running month, and every month watched before it", async () => {
  const store = memoryStore();
  const addon = await promising(store, [first, "2027-01-05T00:00:00.000Z"]);
  await measure(store, "2027-01-20T12:00:00Z");
  await measure(store, "2027-02-03T12:00:00Z");
  const { addons } = await viewDrawer({
    publicKey: PUBLIC_KEY,
    slots: store.slots,
    current: () => null,
    tests: async () => [],
    clock: fakeClock(now),
  })([addon], now);
  expect(addons[0]!.statement.period.name).toBe("2027-02");
  expect(addons[0]!.earlier.map(({ period }) => period.name)).toEqual(["2027-01"]);
  expect(addons[0]!.earlier[0]!.uptime!.up).toBe(1);
});

test("a promise of days to come is neither shown nor judged by yet", async () => {
  const store = memoryStore();
  const addon = await promising(
    store,
    [first, "2027-01-05T00:00:00.000Z"],
    [stricter, "2027-02-01T00:00:00.000Z"],
  );
  const draw = viewDrawer({
    publicKey: PUBLIC_KEY,
    slots: store.slots,
    current: () => null,
    tests: async () => [],
    clock: fakeClock(now),
  });
  const february = (await draw([addon], now)).addons[0]!;
  expect(february.sla.uptime!.target).toBe(0.99);
  expect(february.version).toBe(1);
  const march = (await draw([addon], Date.parse("2027-03-02T00:00:00Z"))).addons[0]!;
  expect(march.sla.uptime!.target).toBe(0.999);
  expect(march.earlier.map(({ objectives }) => objectives[0]!.promised)).toEqual(["99 %", "99 %"]);
});
