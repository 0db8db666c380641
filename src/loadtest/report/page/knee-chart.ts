import { line } from "d3-shape";
import { html } from "hono/html";
import { count, milliseconds } from "../../../core/format/index.ts";
import {
  across,
  chartFigure,
  type Html,
  PLOT_PX,
  PLOT_WIDTH,
  plot,
  plotY,
  round,
  type Scale,
  valueScale,
} from "../../../ui/index.ts";
import { figure } from "../figure.ts";

/** How the response time grows with the load, one point for each load that was held. */
export interface KneeChart {
  readonly id: string;
  readonly title: string;
  readonly points: readonly LoadPoint[];
  readonly limit: { readonly value: number; readonly words: string } | null;
  /** Sessions a second: the last that held and the first that did not. */
  readonly low: number | null;
  readonly high: number | null;
}

interface LoadPoint {
  readonly offered: number;
  readonly responseMs: number;
  readonly events: number;
  readonly failed: number;
}

export function kneeChart({ id, title, points, limit, low, high }: KneeChart): Html {
  const ordered = points.toSorted((a, b) => a.offered - b.offered);
  const x = valueScale(
    ordered.map(({ offered }) => offered),
    figure,
  );
  const responses = ordered.map(({ responseMs }) => responseMs);
  const y = valueScale(
    [...responses, ...(limit === null ? [] : [limit.value])],
    milliseconds,
    true,
  );
  const held = (point: LoadPoint) => low !== null && point.offered <= low;
  const description =
    "Each mark is one load that was held: a disc where every promise was kept, a triangle where not.";
  const path = line<LoadPoint>(
    ({ offered }) => round(x.place(offered) * PLOT_WIDTH),
    ({ responseMs }) => round(PLOT_PX * (1 - y.place(responseMs))),
  ).digits(2)(ordered);
  const drawing = plot({
    id,
    title,
    description,
    xTicks: x.ticks.map((tick) => ({ ...tick, words: tick.at === 0 ? "0" : `${tick.words}/s` })),
    yTicks: y.ticks,
    stretched: html`${between(low, high, x)}<path class="curve second" d="${path ?? ""}"/>`,
    upright: html`${limit === null ? "" : promised(limit, y)}${ordered.map((point) => mark(point, held(point), x, y))}`,
  });
  return chartFigure({
    id,
    title,
    description,
    drawing,
    keys: [],
    head: ["Sessions a second", "Response time", "Requests", "Failed", "Promises"],
    rows: ordered.map((point) => [
      figure(point.offered),
      milliseconds(point.responseMs),
      count(point.events),
      count(point.failed),
      held(point) ? "kept" : "not kept",
    ]),
  });
}

function between(low: number | null, high: number | null, x: Scale): Html | "" {
  if (low === null || high === null) return "";
  const from = round(x.place(low) * PLOT_WIDTH);
  return html`<rect class="knee" x="${from}" width="${round(x.place(high) * PLOT_WIDTH) - from}" y="0" height="${PLOT_PX}"/>`;
}

function promised({ value, words }: NonNullable<KneeChart["limit"]>, y: Scale): Html {
  const place = plotY(y.place(value));
  return html`<line class="limit" x1="0" x2="100%" y1="${place}" y2="${place}"/><text class="limit" x="100%" y="${place - 5}" text-anchor="end">${words}</text>`;
}

function mark(point: LoadPoint, held: boolean, x: Scale, y: Scale): Html {
  const { offered, responseMs, events, failed } = point;
  const told = `${figure(offered)} a second: ${milliseconds(responseMs)}, ${count(failed)} of ${count(events)} failed`;
  const [place, top] = [across(x.place(offered)), plotY(y.place(responseMs))];
  return html`<svg class="point ${held ? "held" : "gone"}" x="${place}" y="${top}" overflow="visible"><title>${told}</title>${held ? html`<circle r="5.5"/>` : html`<path d="M0-6.5 6.5 5H-6.5Z"/>`}</svg>`;
}
