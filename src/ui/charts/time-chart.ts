import { area, line } from "d3-shape";
import { html } from "hono/html";
import type { Html } from "../html.ts";
import { type ChartFigure, chartFigure } from "./chart-figure.ts";
import { across, PLOT_PX, PLOT_WIDTH, plot, plotY, round } from "./plot.ts";
import { type Scale, timeScale, timeWords, valueScale } from "./scale.ts";

/** A part of the time that is shaded and named. */
export interface Span {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Something that was measured over time. */
export interface TimeChart extends Omit<ChartFigure, "drawing" | "keys" | "head" | "rows"> {
  readonly totalMs: number;
  /** What each value stands for. */
  readonly times: readonly { readonly startMs: number; readonly durationMs: number }[];
  readonly series: readonly Series[];
  /** Lines that were promised. */
  readonly limits: readonly { readonly value: number; readonly words: string }[];
  /** Phases, shaded in turn and named; none for a run of one. */
  readonly spans: readonly Span[];
  readonly markers: readonly { readonly atMs: number; readonly words: string }[];
  readonly say: (value: number) => string;
  readonly mayBeByRatio: boolean;
  /** Straight lines through the run, with what they may be at least and at most. */
  readonly trend: Trend | null;
}

interface Series {
  readonly name: string;
  /** How it is drawn; each has its own stroke. */
  readonly look: "main" | "second" | "third" | "plan" | "bad";
  readonly isFilled: boolean;
  /** null: nothing was measured. */
  readonly values: readonly (number | null)[];
}

/** In the unit of the values; by time since the run's start in milliseconds. */
export type Trend = Readonly<Record<"middle" | "low" | "high", (atMs: number) => number>>;

export function timeChart(chart: TimeChart): Html {
  const { series, limits, trend, totalMs, say } = chart;
  const measured = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const ends = trend === null ? [] : [trend.high(0), trend.high(totalMs)];
  const tall = [...measured, ...limits.map(({ value }) => value), ...ends];
  const y = valueScale(tall, say, chart.mayBeByRatio);
  const x = timeScale(totalMs);
  const drawing = plot({
    ...chart,
    xTicks: x.ticks,
    yTicks: y.ticks,
    stretched: html`${shades(chart, x)}${trend === null ? "" : wedge(trend, totalMs, y)}${series.map((one) => drawn(one, chart, x, y))}${trend === null ? "" : straight(trend, totalMs, y)}`,
    upright: html`${names(chart, x)}${limits.map((limit) => limitLine(limit, y))}${markers(chart, x)}${hovers(chart, x)}`,
  });
  return chartFigure({
    ...chart,
    drawing,
    keys: [
      ...series.map(({ name, look }) => ({ name, look })),
      ...(trend === null ? [] : [{ name: "trend, with its 95 % bounds", look: "trend" as const }]),
    ],
    head: ["Time", ...series.map(({ name }) => name)],
    rows: chart.times.map(({ startMs }, at) => [
      timeWords(startMs),
      ...series.map(({ values }) => words(values[at], say)),
    ]),
  });
}

const words = (value: number | null | undefined, say: (value: number) => string) =>
  value === null || value === undefined ? "–" : say(value);

const down = (y: Scale, value: number): number => round(PLOT_PX * (1 - y.place(value)));

function drawn({ values, look, isFilled }: Series, chart: TimeChart, x: Scale, y: Scale): Html {
  const points = values.map((value, at) => {
    const { startMs, durationMs } = chart.times[at]!;
    return [x.place(startMs + durationMs / 2) * PLOT_WIDTH, value] as const;
  });
  const isThere = ([, value]: (typeof points)[number]) => value !== null;
  const xOf = ([place]: (typeof points)[number]) => round(place);
  const yOf = ([, value]: (typeof points)[number]) => down(y, value!);
  const path = line<(typeof points)[number]>(xOf, yOf).defined(isThere).digits(2)(points) ?? "";
  const fill = area<(typeof points)[number]>(xOf, PLOT_PX, yOf).defined(isThere).digits(2);
  const body = isFilled ? html`<path class="fill ${look}" d="${fill(points) ?? ""}"/>` : "";
  return html`${body}<path class="curve ${look}" d="${path}"/>`;
}

const shades = ({ spans }: TimeChart, x: Scale): Html | "" =>
  spans.length < 2
    ? ""
    : html`${spans.map(({ startMs, endMs }, at) =>
        at % 2 === 0
          ? ""
          : html`<rect class="shade" x="${round(x.place(startMs) * PLOT_WIDTH)}" width="${round(x.place(endMs - startMs) * PLOT_WIDTH)}" y="0" height="${PLOT_PX}"/>`,
      )}`;

const names = ({ spans }: TimeChart, x: Scale): Html | "" =>
  spans.length < 2
    ? ""
    : html`${spans.map(({ name, startMs, endMs }) => {
        const middle = x.place((startMs + endMs) / 2);
        // The last name ends where the drawing ends, however narrow its span.
        const [at, anchor] = middle > 0.8 ? [x.place(endMs), "end"] : [middle, "middle"];
        return html`<text class="span" x="${across(at)}" y="14" text-anchor="${anchor}">${name}</text>`;
      })}`;

const markers = ({ markers }: TimeChart, x: Scale): Html =>
  html`${markers.map(({ atMs, words }, nth) => {
    const at = x.place(atMs);
    // Words of neighbours would lie upon each other.
    const y = plotY(1) + 14 + 16 * nth;
    const [anchored, shift] = at > 0.72 ? ["end", -5] : ["start", 5];
    return html`<line class="marker" x1="${across(at)}" x2="${across(at)}" y1="${plotY(1)}" y2="${plotY(0)}"/><text class="said" x="${across(at)}" dx="${shift}" y="${y}" text-anchor="${anchored}">${words}</text>`;
  })}`;

const limitLine = ({ value, words }: TimeChart["limits"][number], y: Scale): Html => {
  const place = plotY(y.place(value));
  return html`<line class="limit" x1="0" x2="100%" y1="${place}" y2="${place}"/><text class="limit" x="100%" y="${place - 5}" text-anchor="end">${words}</text>`;
};

/** What a pointer shows, without any script. */
const hovers = ({ times, series, say }: TimeChart, x: Scale): Html =>
  html`${times.map(({ startMs, durationMs }, at) => {
    const lines = series.map(({ name, values }) => `${name}: ${words(values[at], say)}`);
    return html`<rect class="hover" x="${across(x.place(startMs))}" width="${across(x.place(durationMs))}" y="${plotY(1)}" height="${PLOT_PX}"><title>${[timeWords(startMs), ...lines].join("\n")}</title></rect>`;
  })}`;

const straight = ({ middle }: Trend, totalMs: number, y: Scale): Html =>
  html`<path class="curve trend" d="M0 ${down(y, middle(0))}L${PLOT_WIDTH} ${down(y, middle(totalMs))}"/>`;

const wedge = ({ low, high }: Trend, totalMs: number, y: Scale): Html => {
  const corner = (place: number, value: number) => `${place} ${down(y, value)}`;
  return html`<path class="bounds" d="M${corner(0, low(0))}L${corner(PLOT_WIDTH, low(totalMs))}L${corner(PLOT_WIDTH, high(totalMs))}L${corner(0, high(0))}Z"/>`;
};
