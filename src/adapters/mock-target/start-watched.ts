import { dirname } from "node:path";
import type { ServicePlan, StartedTarget } from "../../loadtest/target/index.ts";
import { type ProcessEnd, type RunningProcess, startProcess } from "../child-process/index.ts";
import {
  inspectorAddresses,
  type ProcessSampler,
  processSampler,
} from "../process-sampler/index.ts";
import { addonEnvironment } from "./addon-environment.ts";
import { freePort } from "./free-port.ts";

/** Whom it finds around it. */
interface Neighbours {
  /** null: nobody hosts it. */
  readonly hostOrigin: string | null;
  readonly metricsUrl: string;
}

/** A process that runs on a free port, and what it uses. */
export interface Watched extends Pick<StartedTarget, "baseUrl" | "collectGarbage" | "whyEnded"> {
  readonly process: RunningProcess;
  sample(): ReturnType<ProcessSampler["sample"]>;
}

/**
 * Starts a service from its contract's run command, and watches what it uses.
 * @param opened takes what is to be closed, in reverse
 * @throws PlimsollError those of `startProcess`
 */
export async function startWatched(
  plan: Omit<ServicePlan, "tenants">,
  neighbours: Neighbours,
  opened: (() => Promise<void>)[],
): Promise<Watched> {
  const baseUrl = `http://127.0.0.1:${await freePort()}`;
  const inspectors = inspectorAddresses();
  const started = await startProcess({
    command: yielding(plan.run.command),
    cwd: plan.folder,
    env: addonEnvironment(plan.environment, {
      ...neighbours,
      baseUrl,
      portVariable: plan.run.port,
      nodeFolder: dirname(process.execPath),
    }),
    readyUrl: `${baseUrl}${plan.run.ready}`,
    timeoutMs: plan.timeoutMs,
    onOutput: inspectors.add,
  });
  opened.push(started.stop);
  const sampler = processSampler(started.pid, inspectors.found);
  opened.push(async () => sampler.close());
  let whyEnded: string | null = null;
  void started.exited.then((end) => {
    whyEnded = sentenceOf(end);
  });
  return {
    baseUrl,
    process: started,
    sample: () => sampler.sample(),
    collectGarbage: sampler.collectGarbage,
    whyEnded: () => whyEnded,
  };
}

const sentenceOf = ({ how, output }: ProcessEnd): string =>
  `The add-on ended with ${how}.${printed(output)}`;

export const printed = (output: readonly string[]): string =>
  output.length === 0 ? "" : ` It printed:\n  ${output.join("\n  ")}`;

/**
 * On a machine that is short of processors the add-on waits rather than the load generator: a late
 * injector makes a run worthless, a late add-on is what a test is there to see.
 */
const yielding = (command: string): string =>
  process.platform === "win32" ? command : `nice -n 10 ${command}`;
