import { parentPort, workerData } from "node:worker_threads";
import type { LoadInterval, Tally } from "../../loadtest/model/index.ts";
import { prepareShard } from "./run-shard.ts";
import type { ShardReport, ShardTask, ShardWatch } from "./shard.ts";
import { warmUp } from "./warm-up.ts";

/** What a worker says: that it can start, how far it is, and what came of it. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly tally: Tally }
  | { readonly kind: "interval"; readonly interval: LoadInterval }
  | ({ readonly kind: "over" } & ShardReport);

export type ToWorker =
  | { readonly kind: "start"; readonly originMs: number }
  | { readonly kind: "stop" };

const PROGRESS_MS = 500;

const say = (message: FromWorker): void => parentPort?.postMessage(message);
const task = workerData as ShardTask;
await warmUp(task);
const watch: ShardWatch = {
  everyMs: PROGRESS_MS,
  onProgress: (tally) => say({ kind: "progress", tally }),
  onInterval: (interval) => say({ kind: "interval", interval }),
};
const shard = prepareShard(task, watch);

parentPort?.on("message", (message: ToWorker) => {
  if (message.kind === "stop") shard.stop();
  else shard.begin(message.originMs);
});
shard.over.then((report) => {
  say({ kind: "over", ...report });
  parentPort?.close();
});
shard.ready.then(() => say({ kind: "ready" }));
