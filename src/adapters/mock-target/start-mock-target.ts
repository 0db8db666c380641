import { dirname } from "node:path";
import { PlimsollError } from "../../errors/index.ts";
import type { StartTarget, TargetPlan } from "../../loadtest/target/index.ts";
import { type ProcessEnd, type RunningProcess, startProcess } from "../child-process/index.ts";
import { inspectorAddresses, processSampler } from "../process-sampler/index.ts";
import { addonEnvironment } from "./addon-environment.ts";
import { freePort } from "./free-port.ts";
import { type StartedHost, startHost } from "./start-host.ts";

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
    const baseUrl = `http://127.0.0.1:${await freePort()}`;
    const inspectors = inspectorAddresses();
    const addon = await startAddon(plan, host, baseUrl, inspectors.add);
    opened.push(addon.stop);
    const sampler = processSampler(addon.pid, inspectors.found);
    opened.push(async () => sampler.close());
    let whyEnded: string | null = null;
    void addon.exited.then((end) => {
      whyEnded = sentenceOf(end);
    });
    const { release, tenants, hostKey } = await installOn(
      host,
      addon,
      `${baseUrl}${plan.descriptor}`,
    );
    // The first sample begins the watch over the event loop.
    await sampler.sample();
    return {
      baseUrl,
      release,
      tenants,
      hostKey,
      async sample() {
        const sample = await sampler.sample();
        const { hostCalls, hostMs, hostRefusals, databaseMs } = host.figures();
        return sample && { ...sample, hostCalls, hostMs, hostRefusals, databaseMs };
      },
      collectGarbage: sampler.collectGarbage,
      whyEnded: () => whyEnded,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

async function installOn(host: StartedHost, addon: RunningProcess, descriptorUrl: string) {
  const installed = await host.install(descriptorUrl);
  if (installed.kind === "installed") return installed;
  // What it printed tells why; it is known once the add-on has been stopped.
  await addon.stop();
  const { output } = await addon.exited;
  throw new PlimsollError("target.not-installed", `${installed.message}${printed(output)}`);
}

const sentenceOf = ({ how, output }: ProcessEnd): string =>
  `The add-on ended with ${how}.${printed(output)}`;

const printed = (output: readonly string[]): string =>
  output.length === 0 ? "" : ` It printed:\n  ${output.join("\n  ")}`;

/**
 * On a machine that is short of processors the add-on waits rather than whoever measures it: a late
 * injector makes a run worthless, a late add-on is what a test is there to see.
 */
const yielding = (command: string): string =>
  process.platform === "win32" ? command : `nice -n 10 ${command}`;

const startAddon = (
  plan: TargetPlan,
  host: StartedHost,
  baseUrl: string,
  onOutput: (chunk: string) => void,
): Promise<RunningProcess> =>
  startProcess({
    command: yielding(plan.run.command),
    cwd: plan.folder,
    env: addonEnvironment(plan.environment, {
      baseUrl,
      portVariable: plan.run.port,
      hostOrigin: host.origin,
      metricsUrl: host.metricsUrl,
      nodeFolder: dirname(process.execPath),
    }),
    readyUrl: `${baseUrl}${plan.run.ready}`,
    timeoutMs: plan.timeoutMs,
    onOutput,
  });
