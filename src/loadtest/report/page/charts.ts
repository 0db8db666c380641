import { html } from "hono/html";
import type { Objective } from "../../../core/contract/index.ts";
import { count, exactPercent, milliseconds } from "../../../core/format/index.ts";
import type { Indicator } from "../../../core/measurement/index.ts";
import type { Span } from "../../../ui/index.ts";
import { type Html, type TimeChart, timeChart } from "../../../ui/index.ts";
import type { Finding, Run } from "../../model/index.ts";
import type { RunRecord } from "../../record/index.ts";
import { quantileMs } from "../../statistics/index.ts";
import { figure } from "../figure.ts";
import { spanWords } from "../finding-words.ts";
import { burstOf, lengthMs, spansOf } from "../loads.ts";
import { limitOf, nounOf } from "../outcome-words.ts";
import {
  anyStream,
  type Chosen,
  ended,
  perSecond,
  responses,
  type Stretch,
  stretches,
} from "../series.ts";
import { kneeChart } from "./knee-chart.ts";

/** More points than this are finer than a page shows. */
const MOST_POINTS = 150;

/** What stays the same from chart to chart of one run. */
type Ground = Pick<TimeChart, "totalMs" | "times" | "spans" | "markers" | "trend" | "mayBeByRatio">;

/** Everything over time, and for a stress test the response over the load. */
export function charts({ run, judgement }: RunRecord): Html {
  const all = stretches(run, MOST_POINTS);
  if (all.length === 0) return html`<p>Nothing was measured over time.</p>`;
  const spans = shortened(spansOf(run), run);
  const ground: Ground = {
    totalMs: Math.max(...spans.map(({ endMs }) => endMs)),
    times: all,
    spans,
    markers: [],
    trend: null,
    mayBeByRatio: false,
  };
  const streams = run.phases.flatMap((phase) => phase.streams);
  const promised = responseKinds(run).filter(({ chosen }) => ended(streams, chosen).events > 0);
  const small = { ...ground, spans: spans.length > MOST_SMALL_NAMES ? nameless(spans) : spans };
  const markers = [...warmUpMarker(run), ...recoveryMarkers(run, judgement.findings)];
  const marked = { ...ground, markers };
  return html`${kneeCharts(run, judgement.findings, promised)}
${promised.map((one) => responseChart(one, all, marked))}
${rateChart(all, ground)}
<div class="pair">${errorChart(all, small)}${inFlightChart(all, small)}</div>`;
}

/** More names than this lie upon each other; the knee's chart and the table of loads have them. */
const MOST_NAMES = 10;
/** The same in a chart of half the width. */
const MOST_SMALL_NAMES = 5;

const nameless = (spans: readonly Span[]) => spans.map((span) => ({ ...span, name: "" }));

/** Many names beside each other have room for the rate alone. */
function shortened(spans: readonly Span[], { plan, phases }: Run): readonly Span[] {
  if (spans.length <= 3 || plan.kind === "spike") return spans;
  if (spans.length > MOST_NAMES) return nameless(spans);
  return spans.map((span, at) => ({ ...span, name: figureOf(phases[at]?.offered) ?? "" }));
}

const figureOf = (rate: number | null | undefined): string | null =>
  rate === null || rate === undefined ? null : `${figure(rate)}/s`;

interface ResponseKind {
  readonly title: string;
  readonly many: string;
  readonly chosen: Chosen;
  readonly objectives: readonly Objective[];
}

/** The kinds of requests whose times are promised; all requests together where none is. */
function responseKinds({ plan }: Run): readonly ResponseKind[] {
  const timed = plan.objectives.filter((objective) => limitOf(objective) !== null);
  const indicators = [...new Set(timed.map(({ indicator }) => indicator as Indicator))];
  if (indicators.length === 0)
    return [{ title: "Requests", many: "requests", chosen: anyStream, objectives: [] }];
  return indicators.map((indicator) => ({
    ...nounOf(indicator),
    chosen: (stream) => stream.indicator === indicator,
    objectives: timed.filter((objective) => objective.indicator === indicator),
  }));
}

/** The promised quantiles, and the 99th percentile beside them. */
function quantilesOf(objectives: readonly Objective[]): readonly number[] {
  const promised = objectives.flatMap(({ promise }) =>
    promise.kind === "quantile" ? [promise.quantile] : [],
  );
  return [...new Set([0.5, ...promised, 0.99])].sort((a, b) => a - b).slice(-3);
}

const LOOKS = ["third", "main", "second"] as const;

function responseChart(kind: ResponseKind, all: readonly Stretch[], ground: Ground): Html {
  const quantiles = quantilesOf(kind.objectives);
  return timeChart({
    ...ground,
    id: `response-${kind.many.replaceAll(" ", "-")}`,
    title: `Response time of ${kind.many}`,
    description: "From the moment a request was meant to start, so that no wait is hidden.",
    mayBeByRatio: true,
    say: milliseconds,
    limits: kind.objectives.map((objective) => ({
      value: limitOf(objective)!,
      words: `promised: ${objective.sentence}`,
    })),
    series: quantiles.map((q, at) => ({
      name: q === 0.5 ? "median" : `${exactPercent(q)} within`,
      look: LOOKS[at + LOOKS.length - quantiles.length]!,
      isFilled: false,
      values: responses(all, kind.chosen, q),
    })),
  });
}

const rateChart = (all: readonly Stretch[], ground: Ground): Html =>
  timeChart({
    ...ground,
    id: "rate",
    title: "Rate",
    description: "Requests that were due to start, and requests that were answered well, a second.",
    say: figure,
    limits: [],
    series: [
      {
        name: "answered well",
        look: "main",
        isFilled: true,
        values: all.map((one) => perSecond(ended(one.streams, anyStream).good, one)),
      },
      {
        name: "planned",
        look: "plan",
        isFilled: false,
        values: all.map((one) => perSecond(one.planned, one)),
      },
    ],
  });

function errorChart(all: readonly Stretch[], ground: Ground): Html {
  const failed = all.map(({ streams }) => {
    const { events, good } = ended(streams, anyStream);
    return events === 0 ? null : (events - good) / events;
  });
  return timeChart({
    ...ground,
    id: "errors",
    title: "Errors",
    description: failed.some((share) => share !== null && share > 0)
      ? "Share of the requests that failed."
      : "Share of the requests that failed: none did.",
    say: (share) => `${figure(share * 100)} %`,
    limits: [],
    series: [
      {
        name: "failed",
        look: "bad",
        isFilled: true,
        values: failed,
      },
    ],
  });
}

const inFlightChart = (all: readonly Stretch[], ground: Ground): Html =>
  timeChart({
    ...ground,
    id: "in-flight",
    title: "Under way",
    description: "Requests that were under way or waiting.",
    say: count,
    limits: [],
    series: [
      {
        name: "under way",
        look: "main",
        isFilled: true,
        values: all.map(({ inFlight }) => inFlight),
      },
    ],
  });

/** The stretch in which everything warms up is drawn and not judged; of a stress test each load has its own. */
const warmUpMarker = ({ plan: { kind, warmUpMs, durationMs } }: Run): Ground["markers"] =>
  kind !== "stress" && warmUpMs > 0 && warmUpMs < durationMs
    ? [{ atMs: warmUpMs, words: "judged from here" }]
    : [];

/** When the promises were kept again after the burst, and when nothing waited any more. */
function recoveryMarkers(run: Run, findings: readonly Finding[]): Ground["markers"] {
  const recovery = findings.find((finding) => finding.kind === "recovery");
  const burst = burstOf(run);
  if (recovery === undefined || burst === null) return [];
  const { endMs } = burst;
  const overMs = lengthMs(run);
  const after = (ms: number | null, words: string) =>
    ms === null || ms === 0 || endMs + ms > overMs
      ? []
      : [{ atMs: endMs + ms, words: `${words} +${spanWords(ms)}` }];
  return [
    { atMs: endMs, words: "burst ends" },
    ...after(recovery.drainedAfterMs, "queue empty"),
    ...after(recovery.recoveredAfterMs, "promises kept"),
  ];
}

function kneeCharts(
  run: Run,
  findings: readonly Finding[],
  kinds: readonly ResponseKind[],
): Html | "" {
  const knee = findings.find((finding) => finding.kind === "knee");
  if (knee === undefined) return "";
  return html`${kinds.map((kind) => {
    const objective = kind.objectives.at(-1);
    const { promise } = objective ?? {};
    const q = promise?.kind === "quantile" ? promise.quantile : 0.95;
    const points = run.phases.flatMap(({ offered, streams }) => {
      const { events, good, response } = ended(streams, kind.chosen);
      const responseMs = quantileMs(response, q);
      return offered === null || responseMs === null
        ? []
        : [{ offered, responseMs, events, failed: events - good }];
    });
    const limit = objective && {
      value: limitOf(objective)!,
      words: `promised: ${objective.sentence}`,
    };
    return points.length === 0
      ? ""
      : kneeChart({
          id: `knee-${kind.many.replaceAll(" ", "-")}`,
          title: `Load and response time of ${kind.many} (${exactPercent(q)} within)`,
          points,
          limit: limit ?? null,
          low: knee.low,
          high: knee.high,
        });
  })}`;
}
