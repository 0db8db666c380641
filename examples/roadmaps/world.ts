import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { startProcess } from "../../src/adapters/child-process/index.ts";
import { mockHost, type RunningMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { startInbox } from "./inbox.ts";

export interface World {
  readonly addonUrl: string;
  /** The add-on's `plimsoll.yaml`, with the address at which it runs. */
  readonly contractFile: string;
  readonly host: RunningMockHost;
  /** For Plimsoll: by what its channels reach the vendor's people. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is worth opening in a browser. */
  readonly pages: readonly { readonly name: string; readonly url: string }[];
  close(): Promise<void>;
}

export interface WorldPlan {
  /** Where Plimsoll listens, such as `http://127.0.0.1:7300`. */
  readonly intakeUrl: string;
  readonly intakeKey: string;
  /** Default 7330 for the add-on, 7310 for the host, 7340 for the inbox; 0 is any free one for the latter two. */
  readonly ports?: { readonly addon?: number; readonly host?: number; readonly inbox?: number };
  /** What people do, in all. Default 480 a minute. */
  readonly actionsPerMinute?: number;
}

const ADDON = "com.example.roadmaps";
const TENANTS = 36;
const SEED = 7;
const INSTALLS_PER_SECOND = 40;

/** Starts a pretend Jira with three dozen sites, the add-on as a process of its own, and people who use both. */
export async function startWorld(plan: WorldPlan): Promise<World> {
  const addonPort = plan.ports?.addon ?? 7330;
  const addonUrl = `http://127.0.0.1:${addonPort}`;
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const host = await startHost(plan.ports?.host ?? 7310);
    opened.push(host.close);
    const inbox = await startInbox(plan.ports?.inbox ?? 7340);
    opened.push(inbox.close);
    const addon = await startProcess({
      command: "node app.ts",
      cwd: import.meta.dirname,
      env: addonEnvironment(addonPort, host.origin, plan),
      readyUrl: `${addonUrl}/health`,
      timeoutMs: 20_000,
    });
    opened.push(addon.stop);
    await installEverywhere(host, addonUrl);
    host.people.start({
      seed: SEED,
      pace: { actionsPerMinute: plan.actionsPerMinute ?? 480 },
      isAlways: true,
      serviceCalls: [{ addonKey: ADDON, moduleKey: "roadmap", method: "GET", path: "/api/items" }],
    });
    opened.push(host.people.stop);
    const { contractFile, discard } = await contractFor(addonUrl, host.origin);
    opened.push(discard);
    const pages = [...pagesOf(host), { name: "inbox", url: inbox.url }];
    return { addonUrl, contractFile, host, environment: inbox.environment, pages, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const startHost = (port: number): Promise<RunningMockHost> =>
  mockHost({
    address: { host: "127.0.0.1", port },
    seed: SEED,
    tenants: TENANTS,
    products: ["jira"],
    // Minutes become seconds, so that one can watch a release roll out and a webhook come again.
    versions: { pollMs: 15_000, rolloutMs: 60_000 },
    webhooks: { retryTimeFactor: 1 / 60 },
  });

async function installEverywhere(host: RunningMockHost, addonUrl: string): Promise<void> {
  const descriptor = `${addonUrl}/atlassian-connect.json`;
  const sites = [...host.world.tenants.all()];
  const installed = await host.versions.install(descriptor, sites, INSTALLS_PER_SECOND);
  if (installed.kind === "refused") throw new Error(installed.message);
}

const addonEnvironment = (
  port: number,
  hostOrigin: string,
  plan: WorldPlan,
): Readonly<Record<string, string>> => ({
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
  NODE_ENV: "production",
  PORT: String(port),
  AC_LOCAL_BASE_URL: `http://127.0.0.1:${port}`,
  AC_HOST_WHITELIST: "127.0.0.1",
  AC_HOST_SCRIPT_URL: `${hostOrigin}/atlassian-connect/all.js`,
  AC_OPTS: "no-reg",
  CONNECT_KEYS_CDN_URL: `${hostOrigin}/keys`,
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${plan.intakeUrl}/v1/metrics`,
  OTEL_METRIC_EXPORT_INTERVAL: "5000",
  PLIMSOLL_INTAKE_KEY: plan.intakeKey,
});

function pagesOf({ origin, world }: RunningMockHost) {
  const [site] = [...world.tenants.all()].sort((a, b) => b.users - a.users);
  return [
    { name: "add-on", url: `${site!.baseUrl}/plugins/servlet/ac/${ADDON}/roadmap` },
    { name: "mock host", url: `${origin}/_mockhost/` },
  ];
}

/** The contract as it stands, or a copy of it where the add-on runs at another address. */
async function contractFor(addonUrl: string, hostUrl: string) {
  const original = join(import.meta.dirname, "plimsoll.yaml");
  const text = await readFile(original, "utf8");
  const moved = text
    .replace(/^( *baseUrl: ).*$/m, `$1${addonUrl}`)
    .replaceAll("http://127.0.0.1:7310", hostUrl);
  if (moved === text) return { contractFile: original, discard: () => {} };
  const folder = await mkdtemp(join(tmpdir(), "roadmaps-"));
  const contractFile = join(folder, "plimsoll.yaml");
  await writeFile(contractFile, moved);
  return { contractFile, discard: () => rm(folder, { recursive: true }) };
}
