/**
 * An add-on as its developers measure it: Express, OpenTelemetry's SDK and its instrumentation for HTTP
 * with nothing set, so that durations come in the default buckets.
 */
import { createRequire } from "node:module";
import { context } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { ExpressInstrumentation } from "@opentelemetry/instrumentation-express";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";

// Without it no request knows its route.
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
// Where to send it stands in OTEL_EXPORTER_OTLP_METRICS_ENDPOINT and …_HEADERS, as everywhere.
const reader = new PeriodicExportingMetricReader({
  exporter: new OTLPMetricExporter(),
  exportIntervalMillis: 1000,
});
const meterProvider = new MeterProvider({
  resource: resourceFromAttributes({ "service.name": "measured", "service.version": "1.0.0" }),
  readers: [reader],
});
registerInstrumentations({
  meterProvider,
  instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()],
});

// Only what is loaded from here on is instrumented.
const express = createRequire(import.meta.url)("express") as typeof import("express");
const app = express();
app.get("/health", (_request, response) => void response.send("ok"));
app.get("/items", (request, response) => {
  setTimeout(() => response.send("[]"), Number(request.query.delay ?? 0));
});
app.get("/broken", (_request, response) => void response.status(500).send("broken"));
app.listen(Number(process.env.PORT), "127.0.0.1");
