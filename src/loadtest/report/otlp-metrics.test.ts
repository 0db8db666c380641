import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sketchFromExponential } from "../../core/measurement/index.ts";
import { decode } from "../../monitoring/index.ts";
import type { RunRecord } from "../record/index.ts";
import { runRecord } from "../record/testdata/arbitraries.ts";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { allStreams } from "./all-streams.ts";
import { otlpMetrics } from "./otlp-metrics.ts";

/** What our own intake makes of it, were the response times those of production. */
function readBack(record: RunRecord) {
  const asProduction = JSON.stringify(otlpMetrics(record)).replace(
    '"loadtest.response"',
    '"http.server.request.duration"',
  );
  const decoded = decode(Buffer.from(asProduction), "application/json");
  if (decoded.kind !== "decoded") throw new Error(decoded.message);
  return decoded.metrics.flatMap(({ points }) => [...points]);
}

describe("a run as OTLP", () => {
  const sample = sampleRecord("load");

  test("decodes to one histogram for each step and class, with every request that has a time", () => {
    const points = readBack(sample);
    const streams = allStreams(sample.run);
    expect(points).toHaveLength(streams.length);
    expect(points.map(({ histogram }) => histogram.count)).toEqual(
      streams.map(({ response }) => response.count),
    );
    expect(Object.fromEntries(points[0]!.attributes)).toEqual({
      step: streams[0]!.stream.step,
      indicator: streams[0]!.stream.indicator,
      tenant_class: streams[0]!.stream.tenants,
    });
  });

  test("is the time between start and end of the run", () => {
    const { startNs, timeNs } = readBack(sample)[0]!;
    expect(startNs / 1e6).toBe(sample.run.startedMs);
    expect((timeNs - startNs) / 1e9).toBe(300);
  });

  test("is never taken in as production", () => {
    const sent = Buffer.from(JSON.stringify(otlpMetrics(sample)));
    expect(decode(sent, "application/json")).toMatchObject({
      kind: "decoded",
      metrics: [],
    });
  });

  test("whatever a record holds, its histograms are ones that a sketch is made of", () => {
    fc.assert(
      fc.property(runRecord, (record) => {
        for (const { histogram } of readBack(record)) {
          if (histogram.kind !== "exponential") throw new Error(histogram.kind);
          const read = sketchFromExponential(histogram);
          expect(read.kind === "sketch" && read.sketch.count).toBe(histogram.count);
        }
      }),
      { numRuns: 30 },
    );
  });
});
