import type { Server } from "node:http";
import { createAddon } from "./addon/create-addon.ts";
import { log } from "./addon/log.ts";
import { measureRequests } from "./metrics/measure-requests.ts";
import { startMetrics } from "./metrics/start-metrics.ts";
import about from "./package.json" with { type: "json" };

/** How long requests under way may take once the process is asked to stop. */
const DRAIN_MS = 8000;

// The library looks for the descriptor and its configuration in the working directory.
process.chdir(import.meta.dirname);

let isStopping = false;
const metrics = startMetrics({
  endpoint: process.env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT,
  intakeKey: process.env.PLIMSOLL_INTAKE_KEY,
  everyMs: Number(process.env.OTEL_METRIC_EXPORT_INTERVAL ?? 60_000),
  version: about.version,
});
const { app, addon } = await createAddon({
  version: about.version,
  measure: measureRequests(metrics.requestDuration),
  isStopping: () => isStopping,
});

const server = app.listen(Number(addon.config.port()), process.env.HOST ?? "127.0.0.1");
server.on("listening", () => {
  log.info(`Roadmaps ${about.version} serves ${addon.config.localBaseUrl()}`);
  if (app.get("env") === "development") void addon.register();
});
server.on("error", (error) => {
  log.error(error);
  process.exit(1);
});
// Longer than a gateway in front keeps its connections, so that it is never the one surprised.
server.keepAliveTimeout = 75_000;

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, async () => {
    isStopping = true;
    await drained(server);
    await metrics.stop().catch((error: unknown) => log.error(error));
    process.exit(0);
  });

/** Takes no new connections, lets requests under way end, cuts what takes too long. */
function drained(server: Server): Promise<void> {
  setInterval(() => server.closeIdleConnections(), 50).unref();
  setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
  return new Promise((resolve) => server.close(() => resolve()));
}
