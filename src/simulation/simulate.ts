import { exponentialGap, integer, pick, type Random, random } from "../core/chance/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import { addonReplica } from "./addon.ts";
import { damagedDisk } from "./damaged-disk.ts";
import { deviations } from "./deviations.ts";
import { exporter } from "./exporter.ts";
import type { CallFate, StoreConditions } from "./fallible-store.ts";
import { network } from "./network.ts";
import type { Batch } from "./oracle.ts";
import { people } from "./people.ts";
import type { Fault, WorldPlan } from "./plan.ts";
import type { PlantedFault } from "./planted.ts";
import { simulatedPromise } from "./promise.ts";
import { readers } from "./readers.ts";
import { type Server, startServer } from "./server.ts";
import { sky as openSky } from "./sky.ts";
import { trace as openTrace, type Trace } from "./trace.ts";
import { watchedStore } from "./watched-store.ts";

export interface Outcome {
  readonly plan: WorldPlan;
  /** How long the world went on. */
  readonly days: number;
  /** What was not as it must be, each in a sentence; empty: nothing. */
  readonly deviations: readonly string[];
  readonly trace: Trace;
}

/** So long after the last fault everything must have settled. */
const SETTLE_MS = 75 * MINUTE_MS;

/** Runs one world from its plan, and compares what Plimsoll says with what was so. */
export async function simulate(
  plan: WorldPlan,
  planted: PlantedFault | null = null,
): Promise<Outcome> {
  const { startMs } = plan;
  const trueTime = fakeClock(startMs);
  const trace = openTrace();
  const processes = new Map<number, Server>();
  const alive = () => [...processes.values()].filter(({ isAlive }) => isAlive);
  const whole = watchedStore(planted?.disk?.(memoryStore()) ?? memoryStore(), trace, (name) =>
    alive().some((one) => one.name === name),
  );
  // What is on it is known to the oracle, also where the disk has lost it.
  const { store: disk, strike } = damagedDisk(whole.store, trace);
  const promise = simulatedPromise(plan.probeEveryMs);
  const sky = openSky(trueTime, trace, planted);
  const batches: Batch[] = [];
  const endMs = startMs + plan.hours * HOUR_MS;
  // A world that was cut short heals at its end: it must be left as much time to settle.
  const healsAtMs =
    plan.healAfterHours === null
      ? Infinity
      : Math.min(endMs, startMs + plan.healAfterHours * HOUR_MS);
  const troubles: number[] = [];
  const chanceOf = (...names: readonly (string | number)[]) => random(plan.seed, ...names);
  const strikeChance = chanceOf("strike");
  const strikes = (fault: Fault): boolean =>
    plan.faults[fault] > 0 && strikeChance() < plan.faults[fault] && trueTime.nowMs() < healsAtMs;
  const note = (what: string) => trace.note(trueTime.nowMs(), what);
  const trouble = () => void troubles.push(trueTime.nowMs());

  /** Calls `act` as often an hour as the fault's rate says, until the world heals. */
  function hourly(fault: Fault, act: (next: Random) => void): void {
    const rate = plan.faults[fault];
    if (rate === 0) return;
    const next = chanceOf("hourly", fault);
    const again = () =>
      void trueTime.after(Math.ceil(exponentialGap(next, rate) * HOUR_MS), () => {
        if (trueTime.nowMs() >= healsAtMs) return;
        note(fault);
        act(next);
        again();
      });
    again();
  }

  const until = { full: 0, partition: 0 };
  const lasting = (what: keyof typeof until, next: Random, mostMinutes: number) => {
    const untilMs = trueTime.nowMs() + (1 + integer(next, mostMinutes)) * MINUTE_MS;
    until[what] = Math.min(untilMs, healsAtMs);
  };

  const latency = chanceOf("latency");
  const conditions: StoreConditions = {
    latencyMs: () => 1 + integer(latency, 20),
    fate(call, changes): CallFate {
      if (changes && trueTime.nowMs() < until.full) {
        trace.sometimes("the disk was full");
        trouble();
        return "full";
      }
      if (strikes("killBeforeCommit")) {
        note(`killed before ${call}`);
        trace.sometimes("killed before a write");
        return "killed before";
      }
      if (strikes("killAfterCommit")) {
        note(`killed after ${call}`);
        if (call === "intake.update")
          trace.sometimes("killed after a write that nobody was told of");
        return "killed after";
      }
      return "done";
    },
  };

  const startChance = chanceOf("start");
  function start(at: number, starts: number): void {
    if (alive().length > 0) trace.sometimes("a process began while another ran");
    const name = `process-${at}.${starts}`;
    note(`${name} begins`);
    trouble();
    const server = startServer({
      name,
      trueTime,
      disk: whole.seenFrom(name, disk),
      promise,
      conditions,
      sky,
      planted,
      onKill() {
        note(`${name} is dead`);
        trouble();
        if (alive().length === 0) trace.sometimes("every process was down");
        trueTime.after(1000 + integer(startChance, 120_000), () => start(at, starts + 1));
      },
      onError: (error) => note(`${name} says: ${(error as Error).message}`),
    });
    processes.set(at, server);
  }

  const send = network({
    trueTime,
    next: chanceOf("network"),
    trace,
    strikes,
    isPartitioned: () => trueTime.nowMs() < until.partition,
    processes: alive,
  });

  for (let at = 0; at < plan.processes; at++) start(at, 0);
  await trueTime.advance(5_000);

  const exporters = plan.temporalities.map((temporality, at) => {
    const isOld = at === 0 && plan.isOldReplica;
    const sinceMs = isOld ? startMs - HOUR_MS : trueTime.nowMs() + 1;
    const replica = addonReplica(
      {
        name: `replica-${at}`,
        tenants: plan.tenants,
        scopes: plan.scopes,
        temporality,
        startMs: sinceMs,
      },
      chanceOf("replica", at),
    );
    const out = exporter(
      {
        trueTime,
        trace,
        send,
        onBatch: (batch) => void batches.push(batch),
        givesUp: plan.exportersGiveUp,
      },
      replica,
    );
    const turn = () => {
      if (trueTime.nowMs() > endMs) return;
      replica.serve();
      out.collect();
      trueTime.after(plan.exportEveryMs, turn);
    };
    trueTime.after(1 + integer(chanceOf("phase", at), plan.exportEveryMs), turn);
    return { replica, out };
  });

  const acting = people({
    trueTime,
    next: chanceOf("people"),
    trace,
    strikes,
    servers: alive,
    perHour: plan.commandsPerHour,
    untilMs: endMs,
  });
  const reading = readers({ trueTime, servers: alive, troubles });
  hourly("storeFull", (next) => lasting("full", next, 20));
  hourly("partition", (next) => lasting("partition", next, 30));
  hourly("blockDamaged", strike);
  hourly("outage", (next) => sky.beginOutage(1 + integer(next, 15)));
  hourly("flap", () => sky.flap());
  hourly("observerOffline", (next) => sky.cutObserverOff(1 + integer(next, 10)));
  hourly("stall", (next) => {
    const server = alive()[0];
    if (!server) return;
    const minutes = 1 + integer(next, 6);
    server.standStill(minutes * MINUTE_MS);
    for (let minute = 0; minute <= minutes; minute++) trueTime.after(minute * MINUTE_MS, trouble);
  });
  hourly("addonRestart", (next) => {
    trace.sometimes("the add-on began anew");
    pick(next, exporters).replica.restart(trueTime.nowMs() + 1);
  });
  hourly("clockStep", (next) => {
    const server = alive()[0];
    if (!server) return;
    const byMs = pick(next, [-2 * HOUR_MS, -3 * MINUTE_MS, 3 * MINUTE_MS, 2 * HOUR_MS]);
    if (byMs < -MINUTE_MS) trace.sometimes("the clock went back by more than a minute");
    server.clock.step(byMs);
    trueTime.after(5 * MINUTE_MS, reading.readAll);
    trueTime.after(20 * MINUTE_MS, () => server.clock.step(-server.clock.offsetMs));
  });

  await trueTime.advance(endMs - trueTime.nowMs());
  const hasSettled = Number.isFinite(healsAtMs);
  if (hasSettled) await trueTime.advance(SETTLE_MS);
  const found = [...reading.found, ...whole.unfenced];
  const ended = await deviations({
    plan,
    startMs,
    nowMs: trueTime.nowMs(),
    advance: trueTime.advance,
    disk: planted?.store?.(whole.store) ?? whole.store,
    ledger: whole.store.ledger,
    people: acting,
    planted,
    promise,
    sky,
    batches,
    troubles,
    processes: alive(),
    waiting: exporters.reduce((sum, { out }) => sum + out.waiting, 0),
    hasSettled,
    trace,
  });
  found.push(...ended);
  for (const deviation of found) note(deviation);
  const days = (trueTime.nowMs() - startMs) / (24 * HOUR_MS);
  return { plan, days, deviations: found, trace };
}
