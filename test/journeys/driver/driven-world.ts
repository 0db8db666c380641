import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { startProcess } from "../../../src/adapters/child-process/index.ts";
import { type PretendHost, startPretendHost } from "./pretend-host.ts";
import { type Driver, startDriver } from "./start-driver.ts";

export interface DrivenWorld {
  readonly addonUrl: string;
  /** The add-on's `plimsoll.yaml`, with the address at which it runs. */
  readonly contractFile: string;
  readonly host: PretendHost;
  readonly driver: Driver;
  close(): Promise<void>;
}

const EXAMPLE = join(import.meta.dirname, "../../../examples/roadmaps");
const PORT = 7330;

/**
 * Starts the add-on as a process of its own, with two dozen sites whose every call the test decides:
 * a host smaller than the mock host, which shows the add-on what no good host would.
 */
export async function startDrivenWorld(plan: {
  /** Where Plimsoll listens, such as `http://127.0.0.1:7300`. */
  readonly intakeUrl: string;
  readonly intakeKey: string;
  readonly ports?: { readonly addon?: number };
  /** Requests per second in the mean. Default 7. */
  readonly rate?: number;
}): Promise<DrivenWorld> {
  const port = plan.ports?.addon ?? PORT;
  const addonUrl = `http://127.0.0.1:${port}`;
  const host = await startPretendHost();
  const opened: (() => unknown)[] = [host.close];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const addon = await startProcess({
      command: "node app.ts",
      cwd: EXAMPLE,
      env: addonEnvironment(port, addonUrl, host.url, plan),
      readyUrl: `${addonUrl}/health`,
      timeoutMs: 20_000,
    });
    opened.push(addon.stop);
    const { contractFile, discard } = await contractFor(addonUrl);
    opened.push(discard);
    const driver = await startDriver({ addonUrl, host, rate: plan.rate ?? 7, seed: 1 });
    opened.push(driver.close);
    return { addonUrl, contractFile, host, driver, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const addonEnvironment = (
  port: number,
  addonUrl: string,
  hostUrl: string,
  plan: { readonly intakeUrl: string; readonly intakeKey: string },
): Readonly<Record<string, string>> => ({
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
  NODE_ENV: "production",
  PORT: String(port),
  AC_LOCAL_BASE_URL: addonUrl,
  AC_HOST_WHITELIST: "127.0.0.1",
  AC_OPTS: "no-reg",
  CONNECT_KEYS_CDN_URL: `${hostUrl}/keys`,
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${plan.intakeUrl}/v1/metrics`,
  OTEL_METRIC_EXPORT_INTERVAL: "5000",
  PLIMSOLL_INTAKE_KEY: plan.intakeKey,
});

/** The contract as it stands, or a copy of it where the add-on runs at another address. */
async function contractFor(addonUrl: string) {
  const original = join(EXAMPLE, "plimsoll.yaml");
  const text = await readFile(original, "utf8");
  const moved = text.replace(/^( *baseUrl: ).*$/m, `$1${addonUrl}`);
  if (moved === text) return { contractFile: original, discard: () => {} };
  const folder = await mkdtemp(join(tmpdir(), "roadmaps-"));
  const contractFile = join(folder, "plimsoll.yaml");
  await writeFile(contractFile, moved);
  return { contractFile, discard: () => rm(folder, { recursive: true }) };
}
