import { Worker } from "node:worker_threads";
import {
  emptyTally,
  type Injector,
  type InjectorReport,
  type LoadPlan,
  mergeTallies,
  type Tally,
  type Watch,
} from "../../loadtest/injection/index.ts";
import { monotonicMs } from "./clock.ts";
import { findPlace, type Place } from "./dial.ts";
import type { ShardTask } from "./run-shard.ts";
import type { FromWorker, ToWorker } from "./shard-worker.ts";

/** All workers begin at the same moment, this long after the last of them is ready. */
const HEAD_START_MS = 10;

/** Brings loads about from worker threads of this process, over HTTP/1.1. */
export function injector(): Injector {
  return {
    async inject(plan, watch) {
      const place = await findPlace(plan.target, plan.timeoutMs);
      return watch.signal.aborted
        ? { tally: emptyTally, interrupted: true, lostWorkers: [] }
        : injectFrom(place, plan, watch);
    },
  };
}

interface Shard {
  readonly worker: Worker;
  /** What it counted last. */
  tally: Tally;
  interrupted: boolean;
  whyLost: string;
  state: "starting" | "ready" | "over" | "lost";
}

function injectFrom(place: Place, plan: LoadPlan, watch: Watch): Promise<InjectorReport> {
  const { promise, resolve } = Promise.withResolvers<InjectorReport>();
  const shards = Array.from({ length: plan.workers }, (_, index) =>
    startShard({ plan, place, shard: { index, of: plan.workers } }, onChange),
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
    const tally = shards.reduce((sum, shard) => mergeTallies(sum, shard.tally), emptyTally);
    if (isAny("ready")) {
      watch.onProgress?.(tally);
      return;
    }
    watch.signal.removeEventListener("abort", stop);
    resolve({
      tally,
      interrupted: watch.signal.aborted || shards.some(({ interrupted }) => interrupted),
      // Whoever is ended before the start is ended by the signal.
      lostWorkers: watch.signal.aborted ? [] : lostOf(shards),
    });
  }
  return promise;
}

const lostOf = (shards: readonly Shard[]): readonly string[] =>
  shards.filter(({ state }) => state === "lost").map(({ whyLost }) => whyLost);

function startShard(task: ShardTask, onChange: () => void): Shard {
  const worker = new Worker(new URL("./shard-worker.ts", import.meta.url), { workerData: task });
  const shard: Shard = {
    worker,
    tally: emptyTally,
    interrupted: false,
    whyLost: "it exited.",
    state: "starting",
  };
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "ready") shard.state = "ready";
    else shard.tally = message.tally;
    if (message.kind === "over") {
      shard.state = "over";
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
    onChange();
  });
  return shard;
}
