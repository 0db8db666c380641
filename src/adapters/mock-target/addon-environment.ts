import { delimiter } from "node:path";

/** Where an add-on under test runs, and whom it talks to. */
export interface Surroundings {
  /** Of the add-on, without a trailing slash. */
  readonly baseUrl: string;
  /** Name of the variable from which it takes its port, as the contract says. */
  readonly portVariable: string;
  /** null: nobody hosts it. */
  readonly hostOrigin: string | null;
  readonly metricsUrl: string;
  /** Folder of the Node that runs Plimsoll: the one that the command means by `node`. */
  readonly nodeFolder: string;
}

const EXPORT_EVERY_MS = 5000;

/**
 * The environment of an add-on under test: what its vendor gives, and over it the port, its own
 * address, the mock host in place of the real one (as atlassian-connect-express reads them),
 * where metrics go, and an inspector on a free port of this machine for the Node processes.
 */
export function addonEnvironment(
  given: Readonly<Record<string, string>>,
  { baseUrl, portVariable, hostOrigin, metricsUrl, nodeFolder }: Surroundings,
): Readonly<Record<string, string>> {
  return {
    NODE_ENV: "production",
    ...given,
    PATH: [nodeFolder, given.PATH].filter((part) => part).join(delimiter),
    NODE_OPTIONS: [given.NODE_OPTIONS, "--inspect=127.0.0.1:0"].filter((part) => part).join(" "),
    [portVariable]: new URL(baseUrl).port,
    ...(hostOrigin === null ? {} : hostVariables(baseUrl, hostOrigin)),
    OTEL_EXPORTER_OTLP_ENDPOINT: metricsUrl,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${metricsUrl}/v1/metrics`,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${metricsUrl}/v1/traces`,
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${metricsUrl}/v1/logs`,
    OTEL_METRIC_EXPORT_INTERVAL: String(EXPORT_EVERY_MS),
  };
}

const hostVariables = (baseUrl: string, hostOrigin: string) => ({
  AC_LOCAL_BASE_URL: baseUrl,
  AC_HOST_WHITELIST: "127.0.0.1",
  AC_HOST_SCRIPT_URL: `${hostOrigin}/atlassian-connect/all.js`,
  AC_OPTS: "no-reg",
  CONNECT_KEYS_CDN_URL: `${hostOrigin}/keys`,
});
