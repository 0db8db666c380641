import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { startMockTarget, startService } from "../adapters/mock-target/index.ts";
import type { TestOrder, TestTarget, TestWatch } from "../cli/index.ts";
import type { Contract } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import {
  allowTarget,
  type LoadTenant,
  markWorkload,
  plainTenants,
  type Rig,
  readTarget,
  readTenants,
  type StartedTarget,
  type Target,
  type TestPlan,
} from "../loadtest/index.ts";
import type { Environment } from "./environment.ts";
import { watchBudgets } from "./watch-budgets.ts";

/** What a test is performed on, once it is up. */
export interface TestBed {
  /** Where the add-on answers now. */
  readonly baseUrl: string;
  readonly target: Target;
  readonly release: string | null;
  readonly tenants: readonly LoadTenant[];
  /** What signs installs; null: the host is not ours. */
  readonly hostKey: StartedTarget["hostKey"];
  readonly processes: Rig["processes"];
  readonly limits: Rig["limits"];
  /** Aborted when the target is not to be loaded any more. */
  readonly stopped: AbortSignal;
  /** Why what was started is no more; null while it runs, or where that is not ours to know. */
  whyEnded(): string | null;
  /** The workload as it is sent. */
  mark(workload: TestPlan["workload"], runId: string): TestPlan["workload"];
  /** @throws PlimsollError `target.not-allowed`, `target.over-limit`, `target.budget-burning` */
  allow(plan: TestPlan): Promise<void>;
  close(): Promise<void>;
}

/** Starts the add-on beside a mock host, or takes a deployment as it is. */
export const testBed = (order: TestOrder, watch: TestWatch, env: Environment): Promise<TestBed> =>
  order.target.kind === "live"
    ? liveBed(order, order.target)
    : startedBed(order, order.target, watch, env);

const READY_WITHIN_MS = 60_000;

/** What the contract lacks for it was reported before. */
async function startedBed(
  { contract: { contract, file }, options, isPlanOnly }: TestOrder,
  { command, quota, product }: Extract<TestTarget, { kind: "mock" }>,
  watch: TestWatch,
  env: Environment,
): Promise<TestBed> {
  const { addon, operations } = contract;
  const run = operations.run!;
  const service = {
    run: command === null ? run : { ...run, command },
    folder: resolve(dirname(file)),
    environment: given(env),
    // A plan needs one site to be derived from, and its add-on's word for what it declares.
    tenants: isPlanOnly ? 2 : tenantsOf(contract, options),
    timeoutMs: READY_WITHIN_MS,
  };
  const isHosted = addon.host !== "plain";
  watch.onStage(isHosted ? "starting the add-on beside a mock host" : "starting the service");
  const started = isHosted
    ? await startMockTarget({
        ...service,
        ...{ addon: addon.key, descriptor: addon.descriptor!, products: [product], quota },
        seed: options.seed,
      })
    : await startService(service);
  const { baseUrl, release, tenants, hostKey, close } = started;
  return {
    ...{ baseUrl, release, tenants, hostKey, close },
    target: targetAt(baseUrl),
    processes: started,
    whyEnded: started.whyEnded,
    limits: { cores: null, memoryBytes: null },
    stopped: new AbortController().signal,
    mark: (workload) => workload,
    allow: async () => {},
  };
}

const tenantsOf = ({ operations }: Contract, { tenants }: TestOrder["options"]): number =>
  tenants ?? operations.load?.tenants ?? 1;

/** The add-on gets the person's environment, but none of Plimsoll's secrets. */
const given = (env: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || name.startsWith("PLIMSOLL_") ? [] : [[name, value]],
    ),
  );

async function liveBed(
  { contract: { contract }, options }: TestOrder,
  { settings, tenantsFile, statusUrl, mayBeUntrusted }: Extract<TestTarget, { kind: "live" }>,
): Promise<TestBed> {
  const { baseUrl, key } = contract.addon;
  const target = targetAt(baseUrl, { allowedHosts: settings.allowedHosts, mayBeUntrusted });
  const tenants =
    tenantsFile === null
      ? plainTenants(tenantsOf(contract, options), baseUrl)
      : await tenantsIn(tenantsFile);
  const budgets = watchBudgets(statusUrl, key);
  return {
    ...{ baseUrl, release: null, tenants, hostKey: null, processes: null },
    target,
    whyEnded: () => null,
    limits: { cores: null, memoryBytes: null },
    stopped: budgets.stopped,
    mark: markWorkload,
    async allow(plan) {
      const allowance = allowTarget(plan, settings);
      if (allowance.kind === "refused") {
        const { reasons } = allowance;
        throw new PlimsollError(reasons[0]!.code, reasons.map(({ message }) => message).join(" "), {
          hint: [...new Set(reasons.map(({ hint }) => hint))].join(" "),
        });
      }
      await budgets.begin();
    },
    close: budgets.close,
  };
}

/** Nothing is asked of a host that was not allowed, not even for its descriptor. */
export function targetAt(
  baseUrl: string,
  {
    allowedHosts = [],
    mayBeUntrusted = false,
  }: { allowedHosts?: readonly string[]; mayBeUntrusted?: boolean } = {},
): Target {
  const read = readTarget(baseUrl, { allowedHosts, mayBeUntrusted });
  switch (read.kind) {
    case "target":
      return read.target;
    case "refused":
      throw new PlimsollError("target.not-allowed", `${read.host} is not this machine.`, {
        hint: `If it is yours to load, add --allow-host ${read.host}`,
      });
    case "problem":
      throw new PlimsollError("usage", read.message, { hint: read.hint });
  }
}

/** Its problems, if it changed since the call was read, as one. */
async function tenantsIn(file: string): Promise<readonly LoadTenant[]> {
  const read = readTenants(await readText(file));
  if (read.kind === "tenants") return read.tenants;
  const [first] = read.problems;
  throw new PlimsollError("file.unreadable", `${file}: ${first!.path} ${first!.message}`, {
    hint: first!.hint,
  });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new PlimsollError("file.unreadable", `${file} cannot be read.`, { cause: error });
  }
}
