import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { endWorker } from "../worker-end/index.ts";

/** A server that answers everything at once with nothing, in a thread of its own. */
export interface NullTarget {
  /** "http://127.0.0.1:41234" */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** What a rig measures of it is the rig's own. */
export async function startNullTarget(): Promise<NullTarget> {
  const worker = new Worker(new URL("./null-worker.ts", import.meta.url));
  const [baseUrl] = (await once(worker, "message")) as [string];
  return { baseUrl, close: () => endWorker(worker) };
}
