import type { Contract, Sla } from "../../contract/index.ts";
import { type PlacedSlot, type Slot, type Stream, slotRecorder } from "../../measurement/index.ts";
import { minuteOf } from "../../time/index.ts";
import { noExclusions } from "../exclusions.ts";
import { periodOf } from "../period.ts";
import type { AccountInput } from "../account-context.ts";

/** April 2027: thirty days, 43,200 minutes. Its moments are written `dd hh:mm`. */
export const april = periodOf({ kind: "month" }, Date.parse("2027-04-10"));
export const ms = (moment: string): number =>
  Date.parse(`2027-04-${moment.replace(" ", "T").padEnd(8, "T00:00")}Z`);
export const minute = (moment: string): number => minuteOf(ms(moment));

const sla: Sla = {
  effectiveFrom: "2027-01-01",
  period: { kind: "month" },
  uptime: { target: 0.999, downWhenFailing: 0.05 },
  responseTime: { ui: { averageMs: 300, p95Ms: 1000 } },
  lifecycle: { webhook: { target: 0.99, withinMs: null }, iframe: { target: 0.95, withinMs: 12_000 } },
  recovery: { rtoMs: 8 * 3_600_000, rpoMs: null, drillEveryMs: null },
  maintenance: { noticeMs: 48 * 3_600_000, allowance: { ms: 4 * 3_600_000, per: "month" } },
  support: null,
  retirement: null,
  credits: [],
};

export const contractWith = (change: Partial<Sla> = {}): Contract => ({
  addon: {
    key: "roadmaps",
    name: "Roadmaps",
    vendor: "Example",
    host: "connect",
    baseUrl: "https://roadmaps.example",
    descriptor: null,
    payment: "paid",
    timeZone: "UTC",
  },
  sla: { ...sla, ...change },
  operations: {
    run: null,
    load: null,
    probes: [],
    connectivity: null,
    hostStatus: null,
    guide: "private",
    thresholds: null,
    scaling: null,
    backups: {},
    tracker: null,
    emergency: null,
    channels: {},
    alerts: { page: [], ticket: [] },
    incidents: { policy: "manual", publishAfterMs: 600_000 },
    deadman: null,
    dependencies: {},
    procedures: {
      ...{ cpu: null, memory: null, disk: null },
      ...{ descriptors: null, eventLoop: null, connections: null },
    },
    resources: { scrape: [], everyMs: 15_000 },
    retention: { detailMs: 7 * 86_400_000, countsMs: 400 * 86_400_000 },
  },
});

/** All of April, watched from its first minute and over. */
export const wholeApril: AccountInput = {
  contract: contractWith(),
  probes: [],
  period: april,
  watchingSinceMs: april.fromMs,
  exclusions: noExclusions,
  nowMs: april.toMs,
};

const stream: Stream = {
  addon: "roadmaps",
  tenant: "acme",
  indicator: "ui",
  source: "agent",
  release: "",
  region: "",
  place: "",
  path: "",
};

/** `events` of one minute, `bad` of them failed, each of `tookMs`. */
export function placed(
  at: number,
  events: number,
  bad = 0,
  of: Partial<Stream> = {},
  tookMs = 100,
): PlacedSlot {
  return { stream: { ...stream, ...of }, minute: at, slot: slotOf(events, bad, tookMs) };
}

export const check = (at: number, events: number, bad = 0, release = ""): PlacedSlot =>
  placed(at, events, bad, { tenant: "", indicator: "availability", source: "probe", release });

/** The same for every minute from `from` until before `to`. */
export const each = (from: number, to: number, make: (at: number) => PlacedSlot): PlacedSlot[] =>
  Array.from({ length: to - from }, (_, i) => make(from + i));

/** `open` events of one minute of which nobody told how they ended, beside `bad` that failed. */
export function untold(at: number, events: number, bad: number, open: number): PlacedSlot {
  const whole = placed(at, events, bad);
  const { limits, ...slot } = whole.slot;
  const lower = ([limitMs, { within, beyond }]: [number, { within: number; beyond: number }]) =>
    [limitMs, { within: within - open, beyond }] as const;
  return { ...whole, slot: { ...slot, limits: new Map([...limits].map(lower)), undecided: open } };
}

export function slotOf(events: number, bad: number, tookMs = 100): Slot {
  const recorder = slotRecorder([1000, 12_000]);
  for (let i = 0; i < events; i++) recorder.record(tookMs / 1000, i < bad);
  return recorder.slot();
}
