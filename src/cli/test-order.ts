import { PlimsollError } from "../errors/index.ts";
import { isPath, readProfile, type TestKind } from "../loadtest/index.ts";
import type { Call } from "./command.ts";
import type { ContractFile, TestOrder, TestTarget } from "./ports.ts";
import { choiceOf, durationOf, numberOf, rateOf, wrong } from "./read-options.ts";

const MOST_PER_SECOND = 1_000_000;
const MOST_PROFILE_BYTES = 256 * 1024 * 1024;
const USUAL_CONNECTIONS = 256;
const USUAL_TIMEOUT_MS = 5_000;
const HOUR_MEGABYTE = 1024 * 1024;
/** Without more from its owner a deployment gets what a few busy people do. */
const CAREFUL = { perSecond: 20, perTenant: 5, inAll: 20_000 } as const;

/** Reads what a call asks of a test. @throws PlimsollError `usage` */
export async function testOrder(
  call: Call,
  kind: TestKind,
  contract: ContractFile,
): Promise<TestOrder> {
  const { option, has } = call;
  const tolerated = kind === "soak" ? rateOf(call, "tolerate", 1_000_000) : null;
  return {
    contract,
    wish: {
      kind,
      seed: numberOf(call, "seed", 0, 2 ** 31 - 1),
      workers: numberOf(call, "workers", 1, 64),
      connections:
        option("connections") === undefined
          ? USUAL_CONNECTIONS
          : numberOf(call, "connections", 1, 10_000),
      timeoutMs: durationOf(call, "timeout") ?? USUAL_TIMEOUT_MS,
      spacing: option("arrivals") === undefined ? null : choiceOf(call, "arrivals", spacings),
      durationMs: durationOf(call, "duration"),
      warmUpMs: durationOf(call, "warmUp"),
      tenants: option("tenants") === undefined ? null : numberOf(call, "tenants", 1, 10_000),
      requestsPerSecond: rateOf(call, "requests", MOST_PER_SECOND),
      startsMs: await startsOf(call),
      withInstalls: has("installs"),
      beaconPath: beaconOf(call),
    },
    target:
      targets[option("target") === undefined ? "mock" : choiceOf(call, "target", kinds)](call),
    scenariosFile: option("scenarios") ?? null,
    toleratedBytesPerHour: tolerated === null ? null : tolerated * HOUR_MEGABYTE,
    isPlanOnly: has("planOnly"),
  };
}

async function startsOf({ option, terminal }: Call): Promise<readonly number[] | null> {
  const file = option("replay");
  if (file === undefined) return null;
  const reading = readProfile(await terminal.read(file, MOST_PROFILE_BYTES));
  if (reading.kind === "profile") return reading.startsMs;
  throw new PlimsollError("usage", `${file}: ${reading.message}`, { hint: reading.hint });
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

const targets: Readonly<Record<"mock" | "live", (call: Call) => TestTarget>> = {
  mock: (call) => ({
    kind: "mock",
    command: call.option("run") ?? null,
    quota: choiceOf(call, "quota", quotas),
    product: choiceOf(call, "product", products),
  }),
  live(call) {
    const tenantsFile = call.option("tenantsFile");
    if (tenantsFile === undefined)
      throw new PlimsollError("usage", "Nobody was named whose sessions are to be played.", {
        hint: "Name your test tenants: --tenants-file tenants.json",
      });
    return {
      kind: "live",
      settings: {
        allowedHosts: call.options("allowHost"),
        mostPerSecond: rateOf(call, "mostRequests", MOST_PER_SECOND) ?? CAREFUL.perSecond,
        mostPerTenantPerSecond: rateOf(call, "mostPerTenant", MOST_PER_SECOND) ?? CAREFUL.perTenant,
        mostRequests: rateOf(call, "mostInAll", 2 ** 32) ?? CAREFUL.inAll,
      },
      tenantsFile,
      statusUrl: call.option("status") ?? null,
      mayBeUntrusted: call.has("insecure"),
    };
  },
};
