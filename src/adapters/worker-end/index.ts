import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { parentPort, type Worker } from "node:worker_threads";

interface End {
  readonly kind: "end";
}

const PATIENCE_MS = 1_000;

/** Asks a worker to close what only it can close, and ends it, whether it has done so or not. */
export async function endWorker(worker: Worker): Promise<void> {
  const exited = once(worker, "exit");
  worker.postMessage({ kind: "end" } satisfies End);
  const hasEnded = worker.threadId < 0;
  if (!hasEnded) await Promise.race([exited, wait(PATIENCE_MS, null, { ref: false })]);
  await worker.terminate();
}

/** In a worker: says how to close, when it is asked to end. */
export function onEnd(close: () => Promise<void>): void {
  parentPort?.on("message", async ({ kind }: Partial<End>) => {
    if (kind !== "end") return;
    await close();
    process.exit();
  });
}
