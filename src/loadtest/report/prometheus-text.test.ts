import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runRecord } from "../record/testdata/arbitraries.ts";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { prometheusText } from "./prometheus-text.ts";

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const VALUE = String.raw`(?:[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[+-]Inf|NaN)`;
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (${VALUE})$`, "u");
const META = new RegExp(`^# (TYPE|UNIT|HELP) (${NAME}) .+$`, "u");
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: ["_total"],
  gauge: [""],
  info: ["_info"],
  histogram: ["_bucket", "_sum", "_count"],
};

/** Holds a text to the OpenMetrics rules; answers its samples by name and labels. */
function checked(text: string): ReadonlyMap<string, number> {
  const lines = text.split("\n");
  expect(lines.splice(-2)).toEqual(["# EOF", ""]);
  const samples = new Map<string, number>();
  let family = { name: "", type: "" };
  const seen = new Set<string>();
  for (const line of lines) {
    const meta = META.exec(line);
    if (meta !== null) {
      const [, kind, name] = meta;
      if (kind === "TYPE") {
        family = { name: name!, type: line.split(" ")[3]! };
        expect(seen.has(name!), `${name} comes twice`).toBe(false);
        seen.add(name!);
      } else if (kind === "UNIT") expect(name).toMatch(new RegExp(`_${line.split(" ")[3]}$`));
      expect(name).toBe(family.name);
      continue;
    }
    const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
    expect(name, `no sample: ${line}`).toBeDefined();
    expect(SUFFIXES[family.type]).toContain(name!.slice(family.name.length));
    const key = `${name}{${labels}}`;
    expect(samples.has(key), `${key} comes twice`).toBe(false);
    samples.set(key, Number(value!.replace("Inf", "Infinity")));
  }
  return samples;
}

/** The buckets of each histogram, in order, with its count. */
function histograms(samples: ReadonlyMap<string, number>) {
  const found = new Map<string, { buckets: number[]; count: number | undefined }>();
  for (const [key, value] of samples) {
    const [, name, labels] = /^(.*)_bucket\{(.*?),?le="[^"]*"\}$/.exec(key) ?? [];
    if (name === undefined) continue;
    const one = found.get(`${name}{${labels}}`);
    if (one === undefined)
      found.set(`${name}{${labels}}`, {
        buckets: [value],
        count: samples.get(`${name}_count{${labels}}`),
      });
    else one.buckets.push(value);
  }
  return [...found.values()];
}

describe("a run as OpenMetrics", () => {
  const sample = sampleRecord("load");
  const samples = checked(prometheusText(sample));

  test("a bucket at a promised limit is the exact count", () => {
    const { stream, within } = sample.run.phases[0]!.streams.find(
      (one) => one.stream.indicator === "ui",
    )!;
    const labels = `step="${stream.step}",indicator="ui",tenant_class="${stream.tenants}",le="0.5"`;
    const { count } = within.find(({ limitMs }) => limitMs === 500)!;
    expect(samples.get(`loadtest_response_seconds_bucket{${labels}}`)).toBe(count);
  });

  test("says which run it is, how each promise came out, and how the requests ended", () => {
    const names = [...samples.keys()];
    expect(names.some((name) => name.startsWith('loadtest_run_info{run="2027-01-16-load-1"'))).toBe(
      true,
    );
    expect(samples.get('loadtest_verdict{objective="ui.p95",tenant_class="all"}')).toBe(1);
    const ended = names.filter((name) => name.startsWith("loadtest_requests_total"));
    const { planned } = sample.run.phases[0]!.tally;
    expect(ended.reduce((sum, name) => sum + samples.get(name)!, 0)).toBe(planned);
  });

  test("withholds every verdict of an invalid run", () => {
    const judgement = { ...sample.judgement, verdict: "invalid" as const };
    const withheld = [...checked(prometheusText({ ...sample, judgement }))]
      .filter(([name]) => name.startsWith("loadtest_verdict"))
      .map(([, value]) => value);
    expect(new Set(withheld)).toEqual(new Set([-1]));
  });

  test("names no tenant but by class", () => {
    expect(prometheusText(sample)).not.toMatch(/tenant="|client_?key/i);
  });

  test("keeps to the format, whatever a record holds; buckets only grow, up to the count", () => {
    fc.assert(
      fc.property(runRecord, fc.string({ unit: "binary" }), ({ run, judgement }, text) => {
        // Two outcomes of the same promise and class are no record of ours.
        const record = { run: { ...run, id: text }, judgement: { ...judgement, outcomes: [] } };
        for (const { buckets, count } of histograms(checked(prometheusText(record)))) {
          expect(buckets.toSorted((a, b) => a - b)).toEqual(buckets);
          expect(buckets.at(-1)).toBe(count);
        }
      }),
      { numRuns: 15 },
    );
  });
});
