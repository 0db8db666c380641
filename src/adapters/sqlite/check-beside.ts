import { Worker } from "node:worker_threads";
import { PlimsollError } from "../../core/errors/index.ts";

/** Checks a file that is in use, on a thread of its own. Its log cannot start anew meanwhile, and grows. */
export function checkBeside(file: string, onDamage: (damage: PlimsollError) => void) {
  const worker = new Worker(new URL("./check-worker.ts", import.meta.url), { workerData: file });
  // It keeps no process running.
  worker.unref();
  worker.on("message", (message: string) => onDamage(new PlimsollError("store.damaged", message)));
  // A file that cannot be read at all is noticed by all who read it.
  worker.on("error", () => {});
  return {
    /** Resolves when it has looked, or is stopped. */
    ended: new Promise<void>((resolve) => worker.once("exit", () => resolve())),
    stop: () => worker.terminate(),
  };
}
