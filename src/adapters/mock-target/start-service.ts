import type { StartService } from "../../loadtest/target/index.ts";
import { plainTenants } from "../../loadtest/workload/index.ts";
import { receiveMetrics } from "./metrics-receiver.ts";
import { startWatched } from "./start-watched.ts";

/**
 * Starts a service that nobody hosts from its contract's run command, alone on this machine.
 * @throws PlimsollError those of `startProcess`
 */
export const startService: StartService = async (plan) => {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    let databaseMs: number | null = null;
    const metrics = await receiveMetrics((ms) => {
      databaseMs = ms;
    });
    opened.push(metrics.close);
    const neighbours = { hostOrigin: null, metricsUrl: metrics.url };
    const service = await startWatched(plan, neighbours, opened);
    const { baseUrl, collectGarbage, whyEnded } = service;
    // The first sample begins the watch over the event loop.
    await service.sample();
    return {
      ...{ baseUrl, release: null, hostKey: null, collectGarbage, whyEnded, close },
      tenants: plainTenants(plan.tenants, baseUrl),
      async sample() {
        const sample = await service.sample();
        return sample && { ...sample, ...noHost, databaseMs };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};

const noHost = { hostCalls: null, hostMs: null, hostRefusals: null };
