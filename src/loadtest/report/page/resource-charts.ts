import { html } from "hono/html";
import { count, milliseconds } from "../../../core/format/index.ts";
import { HOUR_MS } from "../../../core/time/index.ts";
import { type Html, type TimeChart, type Trend, tied, timeChart } from "../../../ui/index.ts";
import type { LeakFinding, ResourceSample } from "../../model/index.ts";
import type { RunRecord } from "../../record/index.ts";
import { figure } from "../figure.ts";
import { megabytes } from "../finding-words.ts";
import { lengthMs } from "../loads.ts";
import { costTable } from "./cost-table.ts";

interface Resource {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Names that a finding may call it by. */
  readonly called: RegExp;
  readonly say: (value: number) => string;
  readonly of: (sample: ResourceSample, before: ResourceSample | undefined) => number | null;
}

const share = (value: number) => `${figure(value * 100)} %`;

/** Processor time is told in hundredths of a second: over less than this its share is chance. */
const LEAST_GAP_MS = 100;

const resources: readonly Resource[] = [
  {
    id: "cpu",
    title: "Processor",
    description: "Share of one core that the add-on used.",
    called: /cpu/i,
    say: share,
    of: ({ atMs, cpuMs }, before) =>
      before === undefined || atMs - before.atMs < LEAST_GAP_MS
        ? null
        : Math.max(0, (cpuMs - before.cpuMs) / (atMs - before.atMs)),
  },
  {
    id: "heap",
    title: "Live heap",
    description: "What is left right after a full collection.",
    called: /heap/i,
    say: megabytes,
    of: ({ heapBytes }) => heapBytes,
  },
  {
    id: "memory",
    title: "Memory",
    description: "Resident memory of the add-on's processes.",
    called: /resident|rss|memory/i,
    say: megabytes,
    of: ({ residentBytes }) => residentBytes,
  },
  {
    id: "descriptors",
    title: "Open files and sockets",
    description: "File descriptors of the add-on's processes.",
    called: /descriptor|fds?\b/i,
    say: count,
    of: ({ descriptors }) => descriptors,
  },
  {
    id: "loop",
    title: "Event loop",
    description: "How late the add-on's event loop was (99 % of the time at most).",
    called: /loop/i,
    say: milliseconds,
    of: ({ eventLoopDelayP99Ms }) => eventLoopDelayP99Ms,
  },
];

/** What the add-on used while it was loaded, with the trend where one was looked for. */
export function resourceCharts({ run, judgement }: RunRecord): Html | "" {
  const costs = costTable({ run, judgement });
  if (run.resources.length < 2 && costs === "") return "";
  const leaks = judgement.findings.filter((finding) => finding.kind === "leak");
  const drawn =
    run.resources.length < 2 ? [] : resources.map((one) => resourceChart(one, run, leaks));
  return html`<section class="group"><h2>What it used</h2>${ownWords(judgement.own)}${costs}<div class="pair">${drawn}</div></section>`;
}

function ownWords(own: RunRecord["judgement"]["own"]): Html | "" {
  if (own === null) return "";
  const { responseMs, hostMs, hostCalls, ownMs } = own;
  return html`<p>${tied(`On average a request took ${figure(responseMs)} ms. Calls to the host, ${figure(hostCalls)} for each request, took ${figure(hostMs)} ms of it; ${figure(ownMs)} ms are the add-on's own.`)}</p>`;
}

const MOST_POINTS = 150;

function resourceChart(
  { id, title, description, called, say, of }: Resource,
  run: RunRecord["run"],
  leaks: readonly LeakFinding[],
): Html | "" {
  const every = Math.ceil(run.resources.length / MOST_POINTS);
  const samples = run.resources.filter((_, at) => at % every === 0);
  const values = samples.map((sample, at) => of(sample, samples[at - 1]));
  if (values.every((value) => value === null)) return "";
  const last = samples.at(-1)!.atMs;
  const leak = leaks.find(({ resource }) => called.test(resource));
  const chart: TimeChart = {
    id: `resource-${id}`,
    title,
    description,
    totalMs: Math.max(last, lengthMs(run)),
    times: samples.map(({ atMs }) => ({ startMs: atMs, durationMs: 0 })),
    spans: [],
    markers: [],
    limits: [],
    mayBeByRatio: false,
    say,
    trend: leak === undefined ? null : trendOf(leak, samples, values),
    series: [{ name: title.toLowerCase(), look: "main", isFilled: true, values }],
  };
  return timeChart(chart);
}

/** Sen's line passes through the median of time and value, with the slope of the finding. */
function trendOf(
  { slope, low, high }: LeakFinding,
  samples: readonly ResourceSample[],
  values: readonly (number | null)[],
): Trend | null {
  const there = samples.flatMap(({ atMs }, at) => {
    const value = values[at];
    return value === null || value === undefined ? [] : [{ atMs, value }];
  });
  if (there.length === 0 || ![slope, low, high].every(Number.isFinite)) return null;
  const middleMs = median(there.map(({ atMs }) => atMs));
  const middle = median(there.map(({ value }) => value));
  const through = (rise: number) => (atMs: number) =>
    Math.max(0, middle + (rise * (atMs - middleMs)) / HOUR_MS);
  return { middle: through(slope), low: through(low), high: through(high) };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
