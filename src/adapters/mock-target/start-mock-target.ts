import { PlimsollError } from "../../core/errors/index.ts";
import type { StartTarget } from "../../loadtest/target/index.ts";
import { type StartedHost, startHost } from "./start-host.ts";
import { printed, startWatched, type Watched } from "./start-watched.ts";

/**
 * Starts the add-on from its contract's run command beside a mock host in which nobody works,
 * and installs it on every site.
 * @throws PlimsollError `target.not-installed`, and those of `startProcess`
 */
export const startMockTarget: StartTarget = async (plan) => {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const host = await startHost(plan);
    opened.push(host.close);
    const { origin: hostOrigin, metricsUrl } = host;
    const addon = await startWatched(plan, { hostOrigin, metricsUrl }, opened);
    const { baseUrl, collectGarbage, whyEnded } = addon;
    const { release, tenants, hostKey } = await installOn(
      host,
      addon,
      `${baseUrl}${plan.descriptor}`,
    );
    // The first sample begins the watch over the event loop.
    await addon.sample();
    return {
      ...{ baseUrl, release, tenants, hostKey, collectGarbage, whyEnded, close },
      async sample() {
        const sample = await addon.sample();
        const { hostCalls, hostMs, hostRefusals, databaseMs } = host.figures();
        return sample && { ...sample, hostCalls, hostMs, hostRefusals, databaseMs };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};

async function installOn(host: StartedHost, { process }: Watched, descriptorUrl: string) {
  const installed = await host.install(descriptorUrl);
  if (installed.kind === "installed") return installed;
  // What it printed tells why; it is known once the add-on has been stopped.
  await process.stop();
  const { output } = await process.exited;
  throw new PlimsollError("target.not-installed", `${installed.message}${printed(output)}`);
}
