import { expect } from "vitest";
import { serveMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import { parseDescriptor, qsh, sharedSecretKey, signJwt } from "../../src/core/host/index.ts";
import {
  type CallOut,
  createMockHost,
  type MockHost,
  type Tenant,
} from "../../src/mockhost/index.ts";

export const ADDON_KEY = "com.example.tour";

/** A client made by others is led round a site of the mock host, as an add-on that it installed. */
export interface Tour {
  readonly tenant: Tenant;
  /** Operations of the client that were called. */
  readonly called: ReadonlySet<string>;
  /** Requests whose answers were made up rather than kept. */
  readonly madeUp: readonly string[];
  /** The same client, which remembers the operations asked of it. */
  remembering<T extends object>(client: T): T;
  close(): Promise<void>;
}

/** @param adminScope over the product's spaces or projects */
export async function startTour(product: "jira" | "confluence", adminScope: string): Promise<Tour> {
  let host!: MockHost;
  const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, (origin) => {
    const limits = { quota: "tenant", oddities: {} } as const;
    const plan = { seed: 7, tenants: 3, products: [product], limits };
    host = createMockHost(plan, { clock: systemClock, callOut: acceptAll, origin });
    return host.answer;
  });
  // The site with the most people has the most of everything.
  const tenant = [...host.world.tenants.all()].sort((a, b) => b.users - a.users)[0]!;
  const parsed = parseDescriptor(JSON.stringify(descriptorOf(adminScope)));
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
  expect(await host.lifecycle.install(tenant, parsed.descriptor, "1.0.0")).toBe(true);
  const called = new Set<string>();
  const madeUp: string[] = [];
  const signNoMore = signEveryCall(tenant, (request) => madeUp.push(request));
  return {
    ...{ tenant, called, madeUp },
    remembering: (client) => remembering(client, called),
    async close() {
      signNoMore();
      host.close();
      await server.close();
    },
  };
}

/** The add-on is the client alone: whatever it is told, it accepts. */
const acceptAll: CallOut = async () => ({
  kind: "answered",
  status: 204,
  headers: {},
  body: "",
  tookMs: 1,
});

const descriptorOf = (adminScope: string) => ({
  key: ADDON_KEY,
  name: "Tour",
  baseUrl: "http://127.0.0.1:9",
  authentication: { type: "jwt" },
  scopes: ["READ", "WRITE", "DELETE", adminScope, "ADMIN", "ACCESS_EMAIL_ADDRESSES"],
  lifecycle: { installed: "/installed" },
  modules: {},
});

/** The clients have no hook for a token of each request's own, so their `fetch` is given one. */
function signEveryCall(
  { baseUrl, sharedSecret }: Tenant,
  onMadeUp: (request: string) => void,
): () => void {
  const plain = globalThis.fetch;
  const key = sharedSecretKey(sharedSecret);
  globalThis.fetch = async (input, init = {}) => {
    const url = String(input);
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: ADDON_KEY, iat, exp: iat + 180 };
    const headers = new Headers(init.headers);
    const bound = { ...claims, qsh: qsh(init.method ?? "GET", url, baseUrl) };
    headers.set("authorization", `JWT ${signJwt(bound, key)}`);
    const response = await plain(url, { ...init, headers });
    if (response.headers.has("x-plimsoll-answer")) onMadeUp(`${init.method} ${url}`);
    return response;
  };
  return () => {
    globalThis.fetch = plain;
  };
}

function remembering<T extends object>(client: T, called: Set<string>): T {
  return new Proxy(client, {
    get: (groups, group) =>
      new Proxy(Reflect.get(groups, group) as object, {
        get: (operations, name) => {
          called.add(String(name));
          return Reflect.get(operations, name);
        },
      }),
  });
}

/** Why the host refused, as the client tells it. */
export const refusal = (call: Promise<unknown>): Promise<{ status: number; message: string }> =>
  call.then(
    () => expect.unreachable("It was not refused."),
    (error) => error,
  );
