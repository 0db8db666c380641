import { describe, expect, test } from "vitest";
import { memoryStore } from "../../core/store/index.ts";
import { fakeClock, MINUTE_MS } from "../../core/time/index.ts";
import type { Receipt } from "./index.ts";
import { openIntake } from "./open-intake.ts";
import { attributes, encodeRequest } from "./testdata/otlp-request.ts";
import { roadmaps } from "./testdata/points.ts";

const MACHINE = { "service.name": "web", "host.name": "web-1" };

type Labels = Readonly<Record<string, string>>;
type Number = readonly [name: string, value: number, labels?: Labels];

/** An intake, and what it keeps of numbers that come one batch after the other. */
function stage() {
  const clock = fakeClock(Date.UTC(2027, 0, 1, 12));
  const { intake: kept, slots } = memoryStore();
  const addons = new Map([["roadmaps", { ...roadmaps, sinceMs: clock.nowMs() }]]);
  const intake = openIntake({ store: { intake: kept }, clock, addons: () => addons });

  function body(numbers: readonly Number[], resource: Labels, agoMs: number, isDelta: boolean) {
    const timeUnixNano = (clock.nowMs() - agoMs) * 1e6;
    const metrics = numbers.map(([name, asDouble, labels = {}]) => {
      const dataPoints = [{ attributes: attributes(labels), timeUnixNano, asDouble }];
      return name.endsWith(".time")
        ? {
            name,
            unit: "s",
            sum: { aggregationTemporality: isDelta ? 1 : 2, isMonotonic: true, dataPoints },
          }
        : { name, unit: "1", gauge: { dataPoints } };
    });
    return encodeRequest({
      resourceMetrics: [
        { resource: { attributes: attributes(resource) }, scopeMetrics: [{ metrics }] },
      ],
    });
  }

  const receive = async (request: Uint8Array) =>
    (await intake.receive({
      body: request,
      encoding: "application/x-protobuf",
      isGzip: false,
    })) as Receipt;

  const send = (
    numbers: readonly Number[],
    { resource = MACHINE as Labels, agoMs = 0, isDelta = false } = {},
  ) => receive(body(numbers, resource, agoMs, isDelta));

  async function stored() {
    const query = { addon: "roadmaps", tenant: "", from: 0, to: 100_000 };
    const blocks = (await Array.fromAsync(slots.blocks(query))).flat();
    return blocks.map(({ stream: { indicator, source, place, path }, total: { events, bad } }) => [
      [indicator, source, place, path].join(" ").trim(),
      Math.round((1000 * bad) / events) / 1000,
      events / 10_000,
    ]);
  }
  return { clock, send, receive, body, stored };
}

test("what a machine tells of its resources is kept by machine and part", async () => {
  const { send, stored } = stage();
  const receipt = await send([
    ["system.memory.utilization", 0.6, { "system.memory.state": "used" }],
    ["system.memory.utilization", 0.4, { "system.memory.state": "free" }],
    ["system.filesystem.utilization", 0.5, { "system.filesystem.mountpoint": "/var" }],
    ["another", 7],
  ]);
  expect(receipt).toMatchObject({ accepted: 3, rejected: 0 });
  expect(await stored()).toEqual([
    ["disk agent web-1 /var", 0.5, 1],
    ["memory agent web-1", 0.6, 1],
  ]);
});

test("nothing of it is a request", async () => {
  const { send, stored } = stage();
  await send([["nodejs.eventloop.utilization", 0.25]]);
  expect(await stored()).toEqual([["eventLoop agent web-1", 0.25, 1]]);
});

test("a batch that is sent again adds nothing", async () => {
  const { receive, body, stored } = stage();
  const batch = body([["nodejs.eventloop.utilization", 0.25]], MACHINE, 0, false);
  for (let time = 0; time < 3; time++) expect(await receive(batch)).toMatchObject({ accepted: 1 });
  expect(await stored()).toEqual([["eventLoop agent web-1", 0.25, 1]]);
});

describe("processor time", () => {
  const times = (idle: number, user: number): readonly Number[] => [
    ["system.cpu.time", idle, { "cpu.mode": "idle" }],
    ["system.cpu.time", user, { "cpu.mode": "user" }],
  ];

  test("counts by what it grew, from the second batch on", async () => {
    const { clock, send, stored } = stage();
    await send(times(1000, 500));
    expect(await stored()).toEqual([]);
    await clock.advance(MINUTE_MS);
    await send(times(1015, 545));
    expect(await stored()).toEqual([["cpu agent web-1", 0.75, 1]]);
  });

  test("that comes as what was added counts at once", async () => {
    const { send, stored } = stage();
    await send(times(15, 45), { isDelta: true });
    expect(await stored()).toEqual([["cpu agent web-1", 0.75, 1]]);
  });

  test("of another machine is another's", async () => {
    const { clock, send, stored } = stage();
    await send(times(1000, 500));
    await clock.advance(MINUTE_MS);
    await send(times(9015, 9545), { resource: { ...MACHINE, "host.name": "web-2" } });
    expect(await stored()).toEqual([]);
  });

  test("after a restart only begins anew", async () => {
    const { clock, send, stored } = stage();
    for (const [idle, user] of [
      [1000, 500],
      [10, 5],
      [20, 15],
    ] as const) {
      await send(times(idle, user));
      await clock.advance(MINUTE_MS);
    }
    expect(await stored()).toEqual([["cpu agent web-1", 0.5, 1]]);
  });
});

describe("what cannot be is refused, and nothing else with it", () => {
  const good: Number = ["nodejs.eventloop.utilization", 0.25];
  test.for<[string, number, number, string]>([
    ["NaN", Number.NaN, 0, "system.cpu.utilization is no number"],
    ["negative", -0.5, 0, "system.cpu.utilization is less than 0"],
    ["beyond all of it", 3, 0, "it has more than all of cpu in use"],
  ])("%s", async ([, value, , reason]) => {
    const { send, stored } = stage();
    const receipt = await send([["system.cpu.utilization", value], good]);
    expect(receipt).toMatchObject({ accepted: 1, rejected: 1 });
    expect(receipt.notices).toMatchObject([{ kind: "points-refused", reason, service: "web" }]);
    expect(await stored()).toEqual([["eventLoop agent web-1", 0.25, 1]]);
  });

  test.for<[string, number, string]>([
    ["from yesterday", 86_400_000, "more than 10 minutes ago"],
    ["of tomorrow", -86_400_000, "more than 5 minutes in the future"],
  ])("%s", async ([, agoMs, reason]) => {
    const { send, stored } = stage();
    const receipt = await send([good], { agoMs });
    expect(receipt).toMatchObject({ accepted: 0, rejected: 1 });
    expect(receipt.notices[0]!.reason).toContain(reason);
    expect(await stored()).toEqual([]);
  });

  test("of an add-on that nobody watches", async () => {
    const { send } = stage();
    const resource = { ...MACHINE, "plimsoll.addon": "another" };
    expect(await send([good], { resource })).toMatchObject({
      rejected: 1,
      notices: [{ kind: "addon-not-named" }],
    });
  });
});
