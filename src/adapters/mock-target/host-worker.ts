import { parentPort, workerData } from "node:worker_threads";
import type { HostKey } from "../../loadtest/injection/index.ts";
import type { LoadTenant } from "../../loadtest/model/index.ts";
import type { TargetPlan } from "../../loadtest/target/index.ts";
import {
  createMockHost,
  type HostRequest,
  type HostResponse,
  type MockHost,
} from "../../mockhost/index.ts";
import { httpCaller } from "../http-caller/index.ts";
import { serveMockHost } from "../mockhost-server/index.ts";
import { systemClock } from "../system-clock/index.ts";
import { onEnd } from "../worker-end/index.ts";
import { hostFigures } from "./host-figures.ts";
import { loadTenants } from "./load-tenants.ts";
import { receiveMetrics } from "./metrics-receiver.ts";

export interface HostTask {
  readonly plan: Pick<TargetPlan, "addon" | "products" | "tenants" | "seed" | "quota">;
  readonly figures: SharedArrayBuffer;
}

/** What the host says first. */
export interface Listening {
  readonly origin: string;
  readonly metricsUrl: string;
}

/** What it is asked to do then, and what it answers. */
export interface Installing {
  readonly kind: "install";
  readonly descriptorUrl: string;
}

export type Installed =
  | {
      readonly kind: "installed";
      readonly release: string | null;
      readonly tenants: readonly LoadTenant[];
      readonly hostKey: HostKey;
    }
  | { readonly kind: "refused"; readonly message: string };

/** So many at once that a thousand sites take seconds, and so few that the add-on keeps up. */
const INSTALLS_PER_SECOND = 400;

const { plan, figures } = workerData as HostTask;
const counted = hostFigures(figures);
const say = (message: Listening | Installed): void => parentPort?.postMessage(message);

const { url: metricsUrl } = await receiveMetrics(counted.setDatabaseMs);
let host: MockHost;
const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, (at) => {
  const parts = { clock: systemClock, callOut: httpCaller().callOut, origin: at };
  host = createMockHost({ ...plan, limits: { quota: plan.quota, oddities: {} } }, parts);
  return counting(host.answer);
});
parentPort?.on("message", async ({ kind, descriptorUrl }: Installing) => {
  if (kind === "install") say(await install(descriptorUrl));
});
onEnd(() => server.close());
say({ origin: server.origin, metricsUrl });

async function install(descriptorUrl: string): Promise<Installed> {
  const known = await host.versions.watch(descriptorUrl);
  if (known.kind === "refused") return known;
  if (known.addonKey !== plan.addon)
    return refused(`The descriptor at ${descriptorUrl} is that of ${known.addonKey}.`);
  const sites = [...host.world.tenants.all()];
  const result = await host.versions.install(descriptorUrl, sites, INSTALLS_PER_SECOND);
  if (result.kind === "refused") return result;
  if (result.refused > 0) {
    const whys = host.whyNotInstalled(plan.addon).map(({ cause, remedy }) => `${cause} ${remedy}`);
    const many = `${result.refused} of ${sites.length} sites could not install the add-on.`;
    return refused([many, ...whys].join(" "));
  }
  const { baseUrl, document } = sites[0]!.installations.get(plan.addon)!.descriptor;
  const release = typeof document.version === "string" ? document.version : null;
  const hostKey = { ...host.installKeys.key, audience: baseUrl };
  return { kind: "installed", release, tenants: loadTenants(host, plan.addon), hostKey };
}

const refused = (message: string): Installed => ({ kind: "refused", message });

/** Counts every request: nobody but the add-on calls this host. A delay that a fault adds is the host's. */
function counting(answer: MockHost["answer"]): MockHost["answer"] {
  const count = (response: HostResponse, startMs: number) => {
    const tookMs = performance.now() - startMs + (response.fault?.delayMs ?? 0);
    counted.countCall(tookMs, response.status === 429);
    return response;
  };
  return (request: HostRequest) => {
    const startMs = performance.now();
    const response = answer(request);
    return response instanceof Promise
      ? response.then((settled) => count(settled, startMs))
      : count(response, startMs);
  };
}
