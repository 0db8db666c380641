import { type Descriptor, parseDescriptor } from "../../core/host/index.ts";
import { type FakeClock, fakeClock } from "../../core/time/index.ts";
import { type RestCall, type HostRequest, type HostResponse, type OutboundCall, type OutboundResult, journal, nothingRegistered, type Installation, type Product, type Tenant, createWorld, type World } from "../world/index.ts";
import { createTenants, tenantBook } from "../tenants/index.ts";

/** A world under a fake clock, with an add-on that answers as the test says and remembers what it heard. */
export interface TestWorld {
  readonly world: World;
  readonly clock: FakeClock;
  readonly tenants: readonly Tenant[];
  /** What the add-on heard, oldest first. */
  readonly calls: OutboundCall[];
  /** From now on it answers so. */
  answerWith(answer: AddonAnswer): void;
}

export type AddonAnswer = (call: OutboundCall) => OutboundResult | Promise<OutboundResult>;

export function testWorld(
  plan: { tenants?: number; products?: readonly Product[]; seed?: number } = {},
): TestWorld {
  const clock = fakeClock();
  const seed = plan.seed ?? 1;
  const tenants = createTenants({
    seed,
    count: plan.tenants ?? 3,
    origin: ORIGIN,
    products: plan.products ?? ["jira"],
  });
  const calls: OutboundCall[] = [];
  let answer: AddonAnswer = () => answered(200);
  const world = createWorld({
    seed,
    clock,
    origin: ORIGIN,
    tenants: tenantBook(tenants),
    journal: journal(),
    callOut: async (call) => {
      calls.push(call);
      return answer(call);
    },
  });
  return { world, clock, tenants, calls, answerWith: (given) => void (answer = given) };
}

const ORIGIN = "http://127.0.0.1:7310";

export const answered = (status: number, body = ""): OutboundResult => ({
  kind: "answered",
  status,
  headers: {},
  body,
  tookMs: 5,
});

export const timedOut: OutboundResult = {
  kind: "failed",
  reason: "timeout",
  detail: "no answer in time",
  tookMs: 20_000,
};

/** An answer that comes when the test lets it. */
export function answerLater(): {
  readonly answer: AddonAnswer;
  release(result?: OutboundResult): void;
} {
  const waiting: ((result: OutboundResult) => void)[] = [];
  return {
    answer: () => new Promise<OutboundResult>((resolve) => waiting.push(resolve)),
    release: (result = answered(200)) => waiting.shift()?.(result),
  };
}

export const descriptorDocument = {
  key: "com.example.roadmaps",
  name: "Roadmaps",
  vendor: { name: "Example Ltd" },
  baseUrl: "http://127.0.0.1:7330/app",
  authentication: { type: "jwt" },
  enableLicensing: true,
  scopes: ["READ", "WRITE"],
  lifecycle: { installed: "/installed", enabled: "/enabled" },
  modules: {},
};

export function descriptorWith(changes: Record<string, unknown> = {}): Descriptor {
  const parsed = parseDescriptor(JSON.stringify({ ...descriptorDocument, ...changes }));
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
  return parsed.descriptor;
}

/** Puts an add-on on a tenant without telling it. */
export function place(
  tenant: Tenant,
  descriptor: Descriptor,
  release = "1.0.0",
  atMs = 0,
): Installation {
  const installation: Installation = {
    addonKey: descriptor.key,
    oauthClientId: "client",
    release,
    descriptor,
    state: "enabled",
    pendingRelease: null,
    installedAtMs: atMs,
    changedAtMs: atMs,
    registered: nothingRegistered(),
  };
  tenant.installations.set(descriptor.key, installation);
  return installation;
}

/** A verified call of the add-on, as handlers receive it. */
export function restCall(
  { clock }: TestWorld,
  tenant: Tenant,
  asked: { query?: string; json?: unknown; addonKey?: string; method?: string } = {},
): RestCall {
  const query = asked.query ?? "";
  return {
    tenant,
    caller: {
      addonKey: asked.addonKey ?? descriptorDocument.key,
      accountId: null,
      scopes: new Set(["READ"]),
    },
    request: { ...hostRequest(asked.method ?? "GET", "/rest/api/3/webhook"), query },
    params: {},
    query: new URLSearchParams(query),
    json: asked.json,
    nowMs: clock.nowMs(),
  };
}

export function hostRequest(
  method: string,
  url: string,
  headers: Record<string, string> = {},
): HostRequest {
  const [path = "/", query = ""] = url.split("?", 2);
  return { method, path, query, headers, body: new Uint8Array(0) };
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
export const bodyOf = (response: HostResponse): any => JSON.parse(String(response.body));
