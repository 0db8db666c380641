import type { ProbeHistory } from "../core/contract/index.ts";
import { allTenants, periodOf, type Statement } from "../core/slo/index.ts";
import type { Store } from "../core/store/index.ts";
import {
  dayOf,
  fakeClock,
  MINUTE_MS,
  MINUTES_PER_DAY,
  type Minute,
  minuteOf,
} from "../core/time/index.ts";
import { openProjection } from "../engine/index.ts";
import { exclusionsOf, hostHistory, maintenanceWindows } from "../entries/index.ts";
import { excludedMinutes } from "./maintenance-account.ts";
import { type Batch, type Expected, expect, minuteKey, totalKey } from "./oracle.ts";
import type { WorldPlan } from "./plan.ts";
import type { PlantedFault } from "./planted.ts";
import type { SimulatedPromise } from "./promise.ts";
import type { Server } from "./server.ts";
import type { Sky } from "./sky.ts";
import { type MaintenanceWorld, wrongMaintenance } from "./wrong-maintenance.ts";

/** A world at its end. */
export interface EndedWorld extends MaintenanceWorld {
  readonly plan: WorldPlan;
  readonly startMs: number;
  readonly planted: PlantedFault | null;
  readonly advance: (ms: number) => Promise<void>;
  readonly disk: Store;
  readonly promise: SimulatedPromise;
  readonly sky: Sky;
  readonly batches: readonly Batch[];
  /** Moments at which a check may have been lost: a process began or died, a write was refused. */
  readonly troubles: readonly number[];
  readonly processes: readonly Server[];
  /** Batches that exporters still hold. */
  readonly waiting: number;
}

/** Everything that is not as it must be. */
export async function deviations(world: EndedWorld): Promise<string[]> {
  const { versions, probes } = await world.promise.publish(world.disk, fakeClock(world.nowMs));
  const sinceMs = Date.parse(versions[0].publishedAt);
  const expected = expect(world.batches, sinceMs);
  const found = [...(await wrongCounts(world, expected))];
  const statement = await statementOf(world, probes, sinceMs);
  const excluded = await excludedOf(world, sinceMs);
  found.push(...wrongStatement(statement, expected, excluded, world));
  found.push(...(await wrongMaintenance(world)));
  found.push(...(await wrongDetail(world)));
  if (world.hasSettled) found.push(...(await unsettled(world)));
  found.push(...(await wrongWhenThinned(world, probes, sinceMs)));
  return found;
}

/** Each hour's durations are as many as its minutes count, and of days long past they are kept by the hour. */
async function wrongDetail({ disk, promise, startMs, nowMs, hasSettled }: EndedWorld) {
  const today = dayOf(minuteOf(nowMs));
  const query = { addon: promise.contract.addon.key, from: dayOf(minuteOf(startMs)), to: today };
  const found: string[] = [];
  for await (const batch of disk.slots.blocks(query))
    for (const { stream, day, minutes, events, hour } of batch) {
      const counted = new Array<number>(24).fill(0);
      minutes.forEach((minute, at) => {
        counted[Math.floor(minute / 60)]! += events[at]!;
      });
      for (const [of, count] of counted.entries()) {
        const detail = hour(of);
        const slots = detail.kind === "whole" ? [detail.slot] : [...detail.slots.values()];
        const told = slots.reduce((sum, slot) => sum + slot.events, 0);
        const about = `${stream.source} "${stream.tenant}", hour ${of} of day ${day}`;
        if (told !== count) found.push(`${about}: ${told} durations of ${count} events`);
        if (hasSettled && day < today - 1 && count > 0 && detail.kind !== "whole")
          found.push(`${about} is still kept by the minute`);
      }
    }
  return found;
}

/** Durations that are kept by the hour change no figure of the account but how fine they are. */
async function wrongWhenThinned(
  world: EndedWorld,
  probes: ProbeHistory,
  sinceMs: number,
): Promise<string[]> {
  const figuresOf = async () => {
    const { objectives, uptime } = await statementOf(world, probes, sinceMs);
    const { up, down, all } = uptime ?? { up: 0, down: 0, all: 0 };
    return JSON.stringify([objectives.map(({ id, events }) => [id, events]), up, down, all]);
  };
  const before = await figuresOf();
  await world.disk.slots.thin(world.promise.contract.addon.key, {
    minutesFrom: dayOf(minuteOf(world.nowMs)) + 2,
    countsFrom: dayOf(minuteOf(world.startMs)) - 2,
  });
  const after = await figuresOf();
  return after === before ? [] : [`thinned, the figures are ${after} instead of ${before}`];
}

async function storedEvents({ disk, promise, startMs, nowMs }: EndedWorld) {
  const totals = new Map<string, number>();
  const minutes = new Map<string, number>();
  const add = (into: Map<string, number>, key: string, n: number) =>
    n > 0 && into.set(key, (into.get(key) ?? 0) + n);
  const days = { from: dayOf(minuteOf(startMs)) - 1, to: dayOf(minuteOf(nowMs)) + 1 };
  const query = { addon: promise.contract.addon.key, ...days };
  for await (const batch of disk.slots.blocks(query))
    for (const { stream, day, minutes: columns, events, bad } of batch) {
      if (stream.source !== "agent") continue;
      columns.forEach((ofDay, i) => {
        const minute = day * MINUTES_PER_DAY + ofDay;
        for (const [isBad, n] of [
          [true, bad[i]!],
          [false, events[i]! - bad[i]!],
        ] as const) {
          add(totals, totalKey(stream.tenant, isBad), n);
          add(minutes, minuteKey(stream.tenant, isBad, minute), n);
        }
      });
    }
  return { totals, minutes };
}

async function wrongCounts(world: EndedWorld, expected: Expected): Promise<string[]> {
  const stored = await storedEvents(world);
  const found: string[] = [];
  for (const key of new Set([...expected.totals.keys(), ...stored.totals.keys()])) {
    const { least, most } = expected.totals.get(key) ?? { least: 0, most: 0 };
    const counted = stored.totals.get(key) ?? 0;
    if (counted < least || counted > most)
      found.push(`events of "${key}": ${counted} are counted; it must be ${least} to ${most}`);
    if (counted > least && least < most)
      world.trace.sometimes("a batch given up was counted all the same");
  }
  for (const key of new Set([...expected.minutes.keys(), ...stored.minutes.keys()])) {
    if (!expected.isCertain(key.split(" ")[0]!)) continue;
    const [counted, right] = [stored.minutes.get(key) ?? 0, expected.minutes.get(key) ?? 0];
    if (counted !== right) found.push(`minute "${key}": ${counted} events instead of ${right}`);
  }
  return found;
}

/** What the true entries exclude; the page's figures come from what Plimsoll makes of them. */
async function excludedOf({ ledger, promise, nowMs }: EndedWorld, sinceMs: number) {
  const entries = (await Array.fromAsync(ledger.read())).flat();
  const { addon, sla } = promise.contract;
  const span = [sinceMs, minuteOf(nowMs) * MINUTE_MS] as const;
  return excludedMinutes(entries, addon.key, sla.maintenance!.noticeMs, span);
}

async function statementOf(
  { disk, promise, nowMs, planted }: EndedWorld,
  probes: ProbeHistory,
  sinceMs: number,
): Promise<Statement> {
  const { contract } = promise;
  const onError = (error: unknown) => {
    throw error;
  };
  const reading = { ledger: disk.ledger, clock: fakeClock(nowMs), onError };
  const projection = await openProjection(reading);
  const known = projection.known();
  const { key } = contract.addon;
  const made = exclusionsOf(known.state(maintenanceWindows, key), known.state(hostHistory, key));
  const exclusions = planted?.exclusions?.(made) ?? made;
  await projection.close();
  const period = periodOf(contract.sla.period, nowMs);
  const input = {
    contract,
    probes,
    period,
    watchingSinceMs: sinceMs,
    exclusions,
    nowMs,
  };
  return allTenants(disk.slots, input);
}

/** The published figures, against minutes that were counted one by one. */
function wrongStatement(
  statement: Statement,
  expected: Expected,
  excluded: ReadonlySet<Minute>,
  world: EndedWorld,
): string[] {
  const found: string[] = [];
  if (excluded.size > 0) world.trace.sometimes("maintenance was left out of the uptime");
  const total = { least: 0, most: 0 };
  for (const [key, { least, most }] of expected.totals) {
    const isCertain = expected.isCertain(key.split(" ")[0]!);
    // In which minutes those of uncertain points are is not known.
    total.least += isCertain || excluded.size === 0 ? least : 0;
    total.most += most;
  }
  for (const [key, n] of expected.minutes) {
    const [tenant, , minute] = key.split(" ");
    if (!expected.isCertain(tenant!) || !excluded.has(Number(minute))) continue;
    total.least -= n;
    total.most -= n;
  }
  const ui = statement.objectives.find(({ indicator }) => indicator === "ui");
  if (ui && (ui.events < total.least || ui.events > total.most))
    found.push(
      `"${ui.id}" tells of ${ui.events} events instead of ${total.least} to ${total.most}`,
    );

  // Known to the minute, not only in all: a series may catch up in another minute than it should have.
  const isExact = [...expected.totals].every(
    ([key, { least, most }]) => least === most && expected.isCertain(key.split(" ")[0]!),
  );
  const isClockRight = world.plan.faults.clockStep === 0;
  const { uptime } = statement;
  if (!isExact || !isClockRight || uptime === null) return found;
  if (uptime.excluded !== excluded.size)
    found.push(`${uptime.excluded} minutes are excluded instead of ${excluded.size}`);
  const right = minutesOf(world, expected, excluded, Date.parse(statement.since!));
  for (const state of ["down", "up"] as const) {
    const { least, most } = right[state];
    if (uptime[state] < least || uptime[state] > most)
      found.push(`${uptime[state]} minutes are ${state}; it must be ${least} to ${most}`);
  }
  const all = right.all;
  if (uptime.all !== all) found.push(`${uptime.all} minutes in the account instead of ${all}`);
  return found;
}

/** A check that this is near to may have been lost with the process that made it. */
const NEAR_MS = 3 * MINUTE_MS;

function minutesOf(
  world: EndedWorld,
  expected: Expected,
  excluded: ReadonlySet<Minute>,
  sinceMs: number,
) {
  const down = { least: 0, most: 0 };
  const up = { least: 0, most: 0 };
  const events = new Map<Minute, { all: number; bad: number }>();
  for (const [key, n] of expected.minutes) {
    const [, isBad, minute] = key.split(" ");
    const sum = events.get(Number(minute)) ?? { all: 0, bad: 0 };
    sum.all += n;
    if (isBad === "true") sum.bad += n;
    events.set(Number(minute), sum);
  }
  const isCertainlyChecked = quietMinutes(world);
  const first = Math.ceil(sinceMs / MINUTE_MS);
  const end = minuteOf(world.nowMs);
  for (let minute = first; minute < end; minute++) {
    if (excluded.has(minute)) continue;
    const seen = events.get(minute);
    const isSeen = seen !== undefined && seen.all > 0;
    const isDown = isSeen ? seen.bad / seen.all > 0.05 : world.sky.isDown(minute);
    const isKnown = isSeen || isCertainlyChecked(minute);
    const isKnowable = isSeen || !world.sky.isObserverOffline(minute);
    const side = isDown ? down : up;
    if (isKnown) side.least++;
    if (isKnowable) side.most++;
  }
  return { down, up, all: end - first };
}

function quietMinutes({ troubles, sky, plan }: EndedWorld): (minute: Minute) => boolean {
  const noisy = new Set<Minute>();
  for (const atMs of troubles)
    for (let near = minuteOf(atMs - NEAR_MS); near <= minuteOf(atMs + NEAR_MS); near++)
      noisy.add(near);
  // Checks that are made every second minute leave every other one unknown.
  return (minute) =>
    plan.probeEveryMs <= MINUTE_MS && !noisy.has(minute) && !sky.isObserverOffline(minute);
}

const FRESH_MS = 2 * MINUTE_MS;
/** More than comes in between two turns of packing. */
const MOST_UNPACKED = 1000;

/** What must have happened once nothing goes wrong any more. */
async function unsettled(world: EndedWorld): Promise<string[]> {
  const { waiting, processes, plan, advance, disk } = world;
  const found: string[] = [];
  const unpacked = await disk.slots.unpacked();
  if (unpacked > MOST_UNPACKED) found.push(`${unpacked} rows are not packed`);
  if (waiting > 0) found.push(`${waiting} batches still wait to be sent`);
  if (processes.length < plan.processes)
    found.push(`${processes.length} of ${plan.processes} processes run`);
  for (const server of processes) {
    let ageMs = Number.POSITIVE_INFINITY;
    // One that cannot be made stays as old as can be.
    const seen = server.view().then((read) => {
      ageMs = read.ageMs;
    });
    seen.catch(() => {});
    await advance(60_000);
    if (ageMs > FRESH_MS) found.push(`the page of ${server.name} is ${ageMs / 1000} s old`);
  }
  return found;
}
