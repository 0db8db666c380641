import type { Addon } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { isPath, planGaps, readProfile, readTenants, type TestKind } from "../loadtest/index.ts";
import type { ContractFile } from "./acting-ports.ts";
import type { Call } from "./command.ts";
import { type AllRead, asError, type Fault, readAll } from "./faults.ts";
import { outOfPlace } from "./out-of-place.ts";
import type { TestOrder, TestTarget } from "./ports.ts";
import { choiceOf, durationOf, numberOf, rateOf, wrong } from "./read-options.ts";
import { addressOptions, optionsOf } from "./test-options.ts";

const MOST_PER_SECOND = 1_000_000;
const MOST_PROFILE_BYTES = 256 * 1024 * 1024;
const MOST_TENANTS_BYTES = 64 * 1024 * 1024;
const MOST_SCENARIOS_BYTES = 32 * 1024 * 1024;
const USUAL_CONNECTIONS = 256;
const USUAL_TIMEOUT_MS = 5_000;
const HOUR_MEGABYTE = 1024 * 1024;
const LEAST_PERCENT = 0.1;
/** Without more from its owner a deployment gets what a few busy people do. */
const CAREFUL = { perSecond: 20, perTenant: 5, inAll: 20_000 } as const;

/** What a call asks of a test, whichever contract it is for. */
export type AskedTest = Omit<TestOrder, "contract">;

/** Reads what a call asks of a test of this add-on, or all that is wrong with it. */
export async function askedTest(
  call: Call,
  kind: TestKind,
  addon: Pick<Addon, "host"> | null,
): Promise<AllRead<AskedTest>> {
  const { option, has } = call;
  const read = await readAll({
    tolerated: () => (kind === "soak" ? rateOf(call, "tolerate", 1_000_000) : null),
    seed: () => numberOf(call, "seed", 0, 2 ** 31 - 1),
    workers: () => numberOf(call, "workers", 1, 64),
    connections: () =>
      option("connections") === undefined
        ? USUAL_CONNECTIONS
        : numberOf(call, "connections", 1, 10_000),
    timeoutMs: () => durationOf(call, "timeout") ?? USUAL_TIMEOUT_MS,
    spacing: () => (option("arrivals") === undefined ? null : choiceOf(call, "arrivals", spacings)),
    durationMs: () => durationOf(call, "duration"),
    mostDurationMs: () => (kind === "stress" ? durationOf(call, "mostDuration") : null),
    precision: () => (kind === "stress" ? shareOf(call, "precision") : null),
    warmUpMs: () => durationOf(call, "warmUp"),
    tenants: () => (option("tenants") === undefined ? null : numberOf(call, "tenants", 1, 10_000)),
    requestsPerSecond: () => rateOf(call, "requests", MOST_PER_SECOND),
    startsMs: () => startsOf(call),
    beaconPath: () => beaconOf(call),
    target: () => targetOf(call, addon),
    scenariosFile: () => scenariosOf(call),
  });
  const faults = [...strayOptions(call), ...(read.kind === "faults" ? read.faults : [])];
  if (read.kind === "faults" || faults.length > 0) return { kind: "faults", faults };
  const { tolerated, target, scenariosFile, ...options } = read.value;
  const value = {
    options: { kind, ...options, withInstalls: has("installs") },
    target,
    scenariosFile,
    toleratedBytesPerHour: tolerated === null ? null : tolerated * HOUR_MEGABYTE,
    isPlanOnly: has("planOnly"),
  };
  return { kind: "read", value };
}

/** @throws PlimsollError `usage` that tells all that is wrong with what is asked, `plan.impossible` with the contract for it */
export function testOrder(asked: AllRead<AskedTest>, contract: ContractFile): TestOrder {
  if (asked.kind === "faults") throw asError("usage", asked.faults, SEE);
  const { options, target, scenariosFile } = asked.value;
  const gaps = planGaps(contract.contract, {
    options,
    isStarted: target.kind === "mock",
    hasScenarios: scenariosFile !== null,
  });
  if (gaps.length > 0) throw asError("plan.impossible", gaps, SEE);
  return { ...asked.value, contract };
}

export const SEE =
  "`plimsoll help test load` shows every option, docs/load-tests.md what a contract says.";

/** Options of the target that this test does not have, and those of a single address. */
function strayOptions(call: Call): readonly Fault[] {
  const target = call.option("target") ?? "mock";
  const other = target === "live" ? "mock" : "live";
  return [
    ...outOfPlace(call, addressOptions, (flag) => ({
      message: `${flag} is for one address without a contract: --url.`,
      hint:
        flag === "--rate"
          ? "Write --requests with the requests a second of a contract's test."
          : `Leave out ${flag}, or name the address: --url URL.`,
    })),
    ...outOfPlace(call, target in optionsOf ? optionsOf[other] : [], (flag) => ({
      message: `${flag} says nothing of the target ${target}.`,
      hint: `Leave out ${flag}, or write --target ${other}.`,
    })),
  ];
}

async function startsOf({ option, terminal }: Call): Promise<readonly number[] | null> {
  const file = option("replay");
  if (file === undefined) return null;
  const reading = readProfile(await terminal.read(file, MOST_PROFILE_BYTES));
  if (reading.kind === "profile") return reading.startsMs;
  throw new PlimsollError("usage", `${file}: ${reading.message}`, { hint: reading.hint });
}

/** Percent, as a share. */
function shareOf(call: Call, name: string): number | null {
  const percent = rateOf(call, name, 50);
  if (percent === null || percent >= LEAST_PERCENT) return percent === null ? null : percent / 100;
  throw wrong(
    call,
    name,
    "is finer than any rate can be told",
    `${LEAST_PERCENT} percent at least`,
  );
}

function beaconOf(call: Call): string | null {
  const path = call.option("beacon") ?? null;
  if (path === null || isPath(path)) return path;
  throw wrong(call, "beacon", "is no path below the add-on's address", "/beacon, for example");
}

const spacings = { even: "even", poisson: "poisson" } as const;
const kinds = { mock: "mock", live: "live" } as const;
const products = { jira: "jira", confluence: "confluence" } as const;
const quotas = { tenant: "tenant", global: "global", off: "off" } as const;

async function targetOf(call: Call, addon: Pick<Addon, "host"> | null): Promise<TestTarget> {
  const kind = call.option("target") === undefined ? "mock" : choiceOf(call, "target", kinds);
  const read = kind === "mock" ? await readMock(call) : await readLive(call, addon);
  if (read.kind === "read") return read.value;
  throw asError("usage", read.faults, SEE);
}

async function readMock(call: Call): Promise<AllRead<TestTarget>> {
  const read = await readAll({
    quota: () => choiceOf(call, "quota", quotas),
    product: () => choiceOf(call, "product", products),
  });
  if (read.kind === "faults") return read;
  const command = call.option("run") ?? null;
  return { kind: "read", value: { kind: "mock", command, ...read.value } };
}

async function readLive(
  call: Call,
  addon: Pick<Addon, "host"> | null,
): Promise<AllRead<TestTarget>> {
  const read = await readAll({
    tenantsFile: () => tenantsFileOf(call, addon),
    mostPerSecond: () => rateOf(call, "mostRequests", MOST_PER_SECOND) ?? CAREFUL.perSecond,
    mostPerTenantPerSecond: () =>
      rateOf(call, "mostPerTenant", MOST_PER_SECOND) ?? CAREFUL.perTenant,
    mostRequests: () => rateOf(call, "mostInAll", 2 ** 32) ?? CAREFUL.inAll,
  });
  if (read.kind === "faults") return read;
  const { tenantsFile, ...limits } = read.value;
  const value = {
    kind: "live",
    settings: { allowedHosts: call.options("allowHost"), ...limits },
    tenantsFile,
    statusUrl: call.option("status") ?? null,
    mayBeUntrusted: call.has("insecure"),
  } as const;
  return { kind: "read", value };
}

/** A plain service has no sites; its users are made up. @throws PlimsollError `usage`, `file.unreadable` */
async function tenantsFileOf(
  call: Call,
  addon: Pick<Addon, "host"> | null,
): Promise<string | null> {
  const file = call.option("tenantsFile");
  if (file === undefined) {
    if (addon?.host === "plain") return null;
    throw new PlimsollError("usage", "Nobody was named whose sessions are to be played.", {
      hint: "Name your test tenants: --tenants-file tenants.json",
    });
  }
  const read = readTenants(await call.terminal.read(file, MOST_TENANTS_BYTES));
  if (read.kind === "tenants") return file;
  const faults = read.problems.map(({ path, message, hint }) => ({
    message: `${file}: ${path} ${message}`.replace("  ", " "),
    hint,
  }));
  throw asError("file.unreadable", faults, SEE);
}

/** That it can be read is known before anything is started. @throws PlimsollError `file.unreadable` */
async function scenariosOf({ option, terminal }: Call): Promise<string | null> {
  const file = option("scenarios") ?? null;
  if (file !== null) await terminal.read(file, MOST_SCENARIOS_BYTES);
  return file;
}
