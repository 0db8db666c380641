import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { PlimsollError } from "../../core/errors/index.ts";
import { endWorker } from "../worker-end/index.ts";
import { type HostFigures, hostFigures } from "./host-figures.ts";
import type { HostTask, Installed, Installing, Listening } from "./host-worker.ts";

/** A mock host in a thread of its own, so that it does not delay the measurement. */
export interface StartedHost {
  readonly origin: string;
  /** Where an add-on's OpenTelemetry exporter may send to. */
  readonly metricsUrl: string;
  /** What the add-on cost it until now. @throws PlimsollError `internal` once the host itself failed */
  figures(): Pick<HostFigures, "hostCalls" | "hostMs" | "hostRefusals" | "databaseMs">;
  /** Installs the add-on on every site. */
  install(descriptorUrl: string): Promise<Installed>;
  close(): Promise<void>;
}

export async function startHost(plan: HostTask["plan"]): Promise<StartedHost> {
  const figures = hostFigures();
  const { addon, products, tenants, seed, quota } = plan;
  const task: HostTask = {
    plan: { addon, products, tenants, seed, quota },
    figures: figures.buffer,
  };
  const worker = new Worker(new URL("./host-worker.ts", import.meta.url), { workerData: task });
  let failure: unknown = null;
  worker.on("error", (error) => {
    failure = error;
  });
  // An error of the worker rejects the promise for its next message.
  const hear = async () => (await once(worker, "message"))[0];
  const { origin, metricsUrl }: Listening = await hear();
  return {
    origin,
    metricsUrl,
    figures() {
      if (failure === null) return figures;
      throw new PlimsollError("internal", "The mock host failed.", { cause: failure });
    },
    async install(descriptorUrl): Promise<Installed> {
      const heard = hear();
      worker.postMessage({ kind: "install", descriptorUrl } satisfies Installing);
      return await heard;
    },
    close: () => endWorker(worker),
  };
}
