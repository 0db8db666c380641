import fc from "fast-check";
import type { OtlpAttribute, OtlpRequest } from "./otlp-request.ts";

const nanos = fc.maxSafeNat().map((ms) => (ms % 4e12) * 1e6);
const counts = fc.array(fc.nat({ max: 2 ** 40 }), { minLength: 1, maxLength: 20 });
const seconds = fc.double({ min: 0, max: 1e6, noNaN: true });
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const attribute: fc.Arbitrary<OtlpAttribute> = fc.record({
  key: text,
  value: fc.oneof(
    fc.record({ stringValue: text }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: fc.maxSafeInteger() }),
    fc.record({
      doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }).map((d) => d || 0),
    }),
    fc.constant({ arrayValue: { values: [{ stringValue: "a" }] } }),
  ),
});
const figures = {
  attributes: fc.array(attribute, { maxLength: 4 }),
  startTimeUnixNano: nanos,
  timeUnixNano: nanos,
  count: fc.maxSafeNat(),
};
const optional = { sum: seconds, min: seconds, max: seconds, flags: fc.constantFrom(0, 1) };
const buckets = fc.record({ offset: fc.integer(), bucketCounts: counts });
const exponential = fc
  .tuple(
    fc.record({
      ...figures,
      scale: fc.integer({ min: -10, max: 20 }),
      zeroCount: fc.nat(),
      positive: buckets,
    }),
    fc.record({ ...optional, zeroThreshold: seconds, negative: buckets }, { requiredKeys: [] }),
  )
  .map(([a, b]) => ({ ...a, ...b }));
const explicit = fc
  .tuple(
    fc.record({ ...figures, explicitBounds: fc.array(seconds), bucketCounts: counts }),
    fc.record(optional, { requiredKeys: [] }),
  )
  .map(([a, b]) => ({ ...a, ...b }));
const temporality = fc.constantFrom(0, 1, 2);
const number = fc
  .tuple(
    fc.record({ attributes: fc.array(attribute, { maxLength: 3 }), timeUnixNano: nanos }),
    fc.oneof(fc.record({ asDouble: seconds }), fc.record({ asInt: fc.maxSafeInteger() })),
  )
  .map(([a, b]) => ({ ...a, ...b }));
const numbers = fc.array(number, { minLength: 1, maxLength: 3 });
const metric = fc.oneof(
  fc.record({
    name: fc.constantFrom("system.cpu.utilization", "another"),
    unit: text,
    gauge: fc.record({ dataPoints: numbers }),
  }),
  fc.record({
    name: fc.constant("system.cpu.time"),
    unit: text,
    sum: fc.record({
      aggregationTemporality: temporality,
      isMonotonic: fc.boolean(),
      dataPoints: numbers,
    }),
  }),
  fc.record({
    name: fc.constant("http.server.request.duration"),
    unit: text,
    exponentialHistogram: fc.record({
      aggregationTemporality: temporality,
      dataPoints: fc.array(exponential, { minLength: 1, maxLength: 3 }),
    }),
  }),
  fc.record({
    name: fc.constant("http.server.request.duration"),
    unit: text,
    histogram: fc.record({
      aggregationTemporality: temporality,
      dataPoints: fc.array(explicit, { minLength: 1, maxLength: 3 }),
    }),
  }),
  fc.record({ name: fc.constant("process.cpu.time"), unit: text }),
);
/** Any request that an SDK or a collector may send. */
export const otlpRequests: fc.Arbitrary<OtlpRequest> = fc.record({
  resourceMetrics: fc.array(
    fc.record({
      resource: fc.record({ attributes: fc.array(attribute, { maxLength: 3 }) }),
      scopeMetrics: fc.array(fc.record({ metrics: fc.array(metric, { maxLength: 3 }) }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 2 },
  ),
});
