import { Worker } from "node:worker_threads";
import {
  emptyTally,
  type HostKey,
  type Injector,
  type InjectorReport,
  JoinedIntervals,
  mergeTallies,
  type SessionLoad,
  type Watch,
  workloadTemplate,
} from "../../loadtest/injection/index.ts";
import type { LoadPlan, LoadTenant, Tally } from "../../loadtest/model/index.ts";
import { monotonicMs } from "./clock.ts";
import { resolveAddress } from "./dial.ts";
import type { ShardTask } from "./shard.ts";
import type { FromWorker, ToWorker } from "./shard-worker.ts";

export { readTextAt } from "./read-text.ts";

/** Room for what a request leaves behind: a collection of a full one takes milliseconds, so it is to be seldom. */
const YOUNG_MB = 48;
/** All workers begin at the same moment, this long after the last of them is ready. */
const HEAD_START_MS = 10;

/**
 * Brings loads about from worker threads of this process, over HTTP/1.1.
 * @param hostKey what signs installs; null: no workload has any
 */
export function injector(hostKey: HostKey | null = null): Injector {
  return {
    async inject(plan, tenants, watch) {
      const sessions = sessionLoad(plan, tenants, hostKey);
      const address = await resolveAddress(plan.target, plan.timeoutMs);
      return watch.signal.aborted
        ? { tally: emptyTally, streams: [], interrupted: true, lostWorkers: [] }
        : injectFrom({ plan, address, sessions }, watch);
    },
  };
}

function sessionLoad(
  { work, target, keepAlive }: LoadPlan,
  tenants: readonly LoadTenant[],
  hostKey: HostKey | null,
): SessionLoad | null {
  if (work.kind === "request") return null;
  if (tenants.length === 0) throw new RangeError("Nobody plays the sessions of a workload.");
  const template = workloadTemplate(work.workload, target, keepAlive, hostKey);
  return { template, tenants, run: Date.now().toString(36) };
}

interface Shard {
  readonly worker: Worker;
  /** What it counted last. */
  tally: Tally;
  interrupted: boolean;
  whyLost: string;
  state: "starting" | "ready" | "over" | "lost";
}

function injectFrom(task: Omit<ShardTask, "shard">, watch: Watch): Promise<InjectorReport> {
  const { promise, resolve } = Promise.withResolvers<InjectorReport>();
  const of = task.plan.workers;
  const intervals = new JoinedIntervals(of, watch.onInterval);
  const shards = Array.from({ length: of }, (_, index) =>
    startShard({ ...task, shard: { index, of } }, intervals, onChange),
  );
  let isStarted = false;
  const tell = (message: ToWorker) => {
    for (const { worker } of shards) worker.postMessage(message);
  };
  const stop = () => {
    if (isStarted) tell({ kind: "stop" });
    else for (const { worker } of shards) worker.terminate();
  };
  watch.signal.addEventListener("abort", stop, { once: true });

  function onChange(): void {
    const isAny = (state: Shard["state"]) => shards.some((shard) => shard.state === state);
    if (isAny("starting")) return;
    if (!isStarted) {
      isStarted = true;
      tell({ kind: "start", originMs: monotonicMs() + HEAD_START_MS });
    }
    if (isAny("ready")) {
      watch.onProgress?.(tallyOf(shards));
      return;
    }
    watch.signal.removeEventListener("abort", stop);
    resolve({
      tally: tallyOf(shards),
      streams: intervals.streams,
      interrupted: watch.signal.aborted || shards.some(({ interrupted }) => interrupted),
      // A worker that ends before the start is ended by the signal.
      lostWorkers: watch.signal.aborted ? [] : lostOf(shards),
    });
  }
  return promise;
}

const tallyOf = (shards: readonly Shard[]): Tally =>
  shards.reduce((sum, { tally }) => mergeTallies(sum, tally), emptyTally);

const lostOf = (shards: readonly Shard[]): readonly string[] =>
  shards.filter(({ state }) => state === "lost").map(({ whyLost }) => whyLost);

function startShard(task: ShardTask, intervals: JoinedIntervals, onChange: () => void): Shard {
  const { index } = task.shard;
  const worker = new Worker(new URL("./shard-worker.ts", import.meta.url), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const shard: Shard = {
    worker,
    tally: emptyTally,
    interrupted: false,
    whyLost: "it exited.",
    state: "starting",
  };
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "interval") {
      intervals.add(index, message.interval);
      return;
    }
    if (message.kind === "ready") shard.state = "ready";
    else shard.tally = message.tally;
    if (message.kind === "over") {
      shard.state = "over";
      intervals.leave(index);
      shard.interrupted = message.interrupted;
    }
    onChange();
  });
  worker.on("error", (error) => {
    shard.whyLost = (error as Error).message;
  });
  worker.on("exit", () => {
    if (shard.state === "over") return;
    shard.state = "lost";
    intervals.leave(index);
    onChange();
  });
  return shard;
}
