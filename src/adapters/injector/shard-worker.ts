import { parentPort, workerData } from "node:worker_threads";
import type { Tally, Window } from "../../loadtest/injection/index.ts";
import { type RunningShard, runShard, type ShardReport, type ShardTask } from "./run-shard.ts";

/** What a worker says: that it can start, how far it is, and what came of it. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly tally: Tally }
  | { readonly kind: "window"; readonly window: Window }
  | ({ readonly kind: "over" } & ShardReport);

export type ToWorker =
  | { readonly kind: "start"; readonly originMs: number }
  | { readonly kind: "stop" };

const say = (message: FromWorker): void => parentPort?.postMessage(message);
let running: RunningShard | null = null;

parentPort?.on("message", (message: ToWorker) => {
  if (message.kind === "stop") running?.stop();
  else {
    running = runShard(workerData as ShardTask, message.originMs, {
      onProgress: (tally) => say({ kind: "progress", tally }),
      onWindow: (window) => say({ kind: "window", window }),
    });
    running.over.then((report) => {
      say({ kind: "over", ...report });
      parentPort?.close();
    });
  }
});
say({ kind: "ready" });
