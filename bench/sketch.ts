import { DDSketch } from "@datadog/sketches-js";
import { build } from "hdr-histogram-js";
import { mergeSketches, quantile, recorder } from "../src/core/measurement/index.ts";
import { compare } from "./bench.ts";
import { durations, severalModes, wholeRange } from "./durations.ts";

/**
 * The sketch beside its peers, set to errors near ours: 1.1 %, and two digits of microseconds.
 * Rounds are short, so that most of them are over before the machine turns to something else.
 */
const EVENTS = 2 ** 14;
const EVENTS_PER_MINUTE = 2 ** 7;
const MINUTES = EVENTS / EVENTS_PER_MINUTE;
const SHARES = [0.5, 0.9, 0.95, 0.99];
const READINGS = 100;
const pairs = 200;

const dataDog = () => new DDSketch({ relativeAccuracy: 0.011 });
const hdr = () => build({ bitBucketSize: 32, numberOfSignificantValueDigits: 2 });

const record = {
  plimsoll(seconds: Float64Array) {
    const taken = recorder();
    for (let i = 0; i < seconds.length; i++) taken.record(seconds[i]!);
    return taken.sketch();
  },
  "@datadog/sketches-js"(seconds: Float64Array) {
    const taken = dataDog();
    for (let i = 0; i < seconds.length; i++) taken.accept(seconds[i]!);
    return taken;
  },
  "hdr-histogram-js"(seconds: Float64Array) {
    const taken = hdr();
    for (let i = 0; i < seconds.length; i++) taken.recordValue(Math.round(seconds[i]! * 1e6));
    return taken;
  },
};

const all = severalModes(EVENTS);
const perMinute = Array.from({ length: MINUTES }, (_, i) =>
  all.subarray(i * EVENTS_PER_MINUTE, (i + 1) * EVENTS_PER_MINUTE),
);
const minutes = {
  plimsoll: perMinute.map(record.plimsoll),
  "@datadog/sketches-js": perMinute.map(record["@datadog/sketches-js"]),
  "hdr-histogram-js": perMinute.map(record["hdr-histogram-js"]),
};
const whole = {
  plimsoll: record.plimsoll(all),
  "@datadog/sketches-js": record["@datadog/sketches-js"](all),
  "hdr-histogram-js": record["hdr-histogram-js"](all),
};
const read = {
  plimsoll: (q: number) => quantile(whole.plimsoll, q),
  "@datadog/sketches-js": (q: number) => whole["@datadog/sketches-js"].getValueAtQuantile(q),
  "hdr-histogram-js": (q: number) => whole["hdr-histogram-js"].getValueAtPercentile(100 * q) / 1e6,
};

await compare({
  title: "Recording a duration",
  operation: "recording",
  operations: EVENTS,
  promisedNs: 20,
  pairs,
  contenders: Object.entries(record).map(([name, take]) => ({ name, run: () => take(all) })),
});

await compare({
  title: `Merging ${MINUTES} minutes of ${EVENTS_PER_MINUTE} events each`,
  operation: "minute",
  operations: MINUTES,
  pairs,
  contenders: [
    {
      name: "plimsoll",
      run() {
        const sum = recorder();
        for (const minute of minutes.plimsoll) sum.add(minute);
        return sum.sketch();
      },
    },
    { name: "plimsoll, two at a time", run: () => minutes.plimsoll.reduce(mergeSketches) },
    {
      name: "@datadog/sketches-js",
      run() {
        const sum = dataDog();
        for (const minute of minutes["@datadog/sketches-js"]) sum.merge(minute);
        return sum;
      },
    },
    {
      name: "hdr-histogram-js",
      run() {
        const sum = hdr();
        for (const minute of minutes["hdr-histogram-js"]) sum.add(minute);
        return sum;
      },
    },
  ],
});

await compare({
  title: `Reading quantiles of ${EVENTS} events`,
  operation: "quantile",
  operations: READINGS * SHARES.length,
  pairs,
  contenders: Object.entries(read).map(([name, quantileOf]) => ({
    name,
    run() {
      let sum = 0;
      for (let i = 0; i < READINGS; i++) for (const q of SHARES) sum += quantileOf(q);
      return sum;
    },
  })),
});

const ERROR_SHARES = [...SHARES, 0.01, 0.1, 0.25, 0.75, 0.999];
console.log("Largest error of p1 to p99.9, after merging minutes in turn");
for (const [what, seconds] of [
  ["one mode, median 120 ms", durations(EVENTS)],
  ["several modes, 1 ms to 30 s", severalModes(EVENTS)],
  ["10 µs to 1,000 s", wholeRange(EVENTS)],
] as const) {
  const sorted = seconds.toSorted();
  const parts = Array.from({ length: MINUTES }, (_, i) =>
    seconds.subarray(i * EVENTS_PER_MINUTE, (i + 1) * EVENTS_PER_MINUTE),
  );
  const sketch = parts.map(record.plimsoll).reduce(mergeSketches);
  const dd = dataDog();
  for (const part of parts) dd.merge(record["@datadog/sketches-js"](part));
  const micros = hdr();
  for (const part of parts) micros.add(record["hdr-histogram-js"](part));
  const figures = {
    plimsoll: (q: number) => quantile(sketch, q),
    "@datadog/sketches-js": (q: number) => dd.getValueAtQuantile(q),
    "hdr-histogram-js": (q: number) => micros.getValueAtPercentile(100 * q) / 1e6,
  };
  for (const [name, quantileOf] of Object.entries(figures)) {
    const errorOf = (q: number) => Math.abs(quantileOf(q) / sorted[Math.ceil(q * EVENTS) - 1]! - 1);
    const error = Math.max(...ERROR_SHARES.map(errorOf));
    console.log(`  ${what.padEnd(28)}  ${name.padEnd(20)}  ${(100 * error).toFixed(2)} %`);
  }
}
