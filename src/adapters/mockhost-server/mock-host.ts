import { createMockHost, type MockHost, type MockHostPlan } from "../../mockhost/index.ts";
import { bridgeFiles } from "../bridge-files/index.ts";
import { httpCaller } from "../http-caller/index.ts";
import { systemClock } from "../system-clock/index.ts";
import { serveMockHost } from "./serve.ts";

export interface MockHostOptions extends Partial<MockHostPlan> {
  /** Default 127.0.0.1 and any free port. */
  readonly address?: { readonly host: string; readonly port: number };
}

/** A mock host that listens. */
export interface RunningMockHost extends Omit<MockHost, "close" | "answer"> {
  /** "http://127.0.0.1:7310" */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Starts a pretend Jira and Confluence Cloud, for tests of an add-on:
 *
 *     const host = await mockHost({ tenants: 3, products: ["jira"] });
 *     await host.versions.install("http://127.0.0.1:3000/atlassian-connect.json", [...host.world.tenants.all()], 10);
 *     await host.close();
 */
export async function mockHost(options: MockHostOptions = {}): Promise<RunningMockHost> {
  const { address = { host: "127.0.0.1", port: 0 }, ...given } = options;
  const plan: MockHostPlan = {
    seed: 1,
    tenants: 10,
    products: ["jira", "confluence"],
    limits: { quota: "global", oddities: {} },
    ...given,
  };
  const caller = httpCaller();
  const parts = { clock: systemClock, callOut: caller.callOut, readBridgeFile: bridgeFiles() };
  let host: MockHost | null = null;
  try {
    const prepare = (origin: string) => {
      host = createMockHost(plan, { ...parts, origin });
      return host.answer;
    };
    const server = await serveMockHost(address, prepare);
    return {
      ...host!,
      origin: server.origin,
      async close() {
        host!.close();
        await server.close();
        await caller.close();
      },
    };
  } catch (error) {
    await caller.close();
    throw error;
  }
}
