import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { expect, test } from "vitest";
import { measureResources } from "./measure-resources.ts";

test("what is in use is reported as shares, and processor time as it grows", async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  measureResources(provider.getMeter("test"));
  for (let time = 0; time < 2; time++) await provider.forceFlush();
  const last = exporter.getMetrics().at(-1)!.scopeMetrics[0]!.metrics;
  const shares = last.filter(({ descriptor }) => descriptor.unit === "1");
  expect(shares.map(({ descriptor }) => descriptor.name)).toEqual([
    "process.cpu.utilization",
    "system.memory.utilization",
    "system.filesystem.utilization",
    "nodejs.eventloop.utilization",
  ]);
  for (const { dataPoints } of shares)
    for (const { value } of dataPoints) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1.02);
    }
  await provider.shutdown();
});
