import { html } from "hono/html";
import type { Html } from "../html.ts";

/** Height of the drawing in pixels; its width is whatever the page gives, so text keeps its size. */
export const PLOT_PX = 168;
const ABOVE_PX = 22;
const BELOW_PX = 24;
/** The drawing's own width, stretched to the page's. */
export const PLOT_WIDTH = 1000;

export interface Tick {
  /** Along the axis, 0–1; upwards on the y axis. */
  readonly at: number;
  readonly words: string;
}

export interface Plot {
  /** Unique in a document. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for who cannot see it. */
  readonly description: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Stretched with the page: shapes in 0–1000 by 0–168, y downwards. */
  readonly stretched: Html;
  /** Not stretched: places along x in percent, y from `plotY`. */
  readonly upright: Html;
}

/** Where a height of 0–1 lies in the upright layer, in pixels. */
export const plotY = (at: number): number => round(ABOVE_PX + PLOT_PX * (1 - at));

export const round = (value: number): number => Math.round(value * 100) / 100;

/** A share of the width, as SVG writes it. */
export const across = (at: number): string => `${round(at * 100)}%`;

/** The drawing with its axes: no script, no style of its own, and readable at any width. */
export const plot = ({ id, title, description, xTicks, yTicks, stretched, upright }: Plot): Html =>
  html`<svg class="plot" role="img" aria-labelledby="${id}-t ${id}-d" width="100%" height="${ABOVE_PX + PLOT_PX + BELOW_PX}">
<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
${yTicks.map(({ at }) => html`<line class="grid${at === 0 ? " base" : ""}" x1="0" x2="100%" y1="${plotY(at)}" y2="${plotY(at)}"/>`)}
<svg x="0" y="${ABOVE_PX}" width="100%" height="${PLOT_PX}" viewBox="0 0 ${PLOT_WIDTH} ${PLOT_PX}" preserveAspectRatio="none">${stretched}</svg>
${yTicks.map(({ at, words }) => html`<text class="tick" x="-8" y="${plotY(at) + 4}" text-anchor="end">${words}</text>`)}
${xTicks.map(({ at, words }) => html`<text class="tick" x="${across(at)}" y="${ABOVE_PX + PLOT_PX + 17}" text-anchor="${anchor(at)}">${words}</text>`)}
${upright}</svg>`;

/** Words at either end stay inside. */
const anchor = (at: number): string => (at < 0.05 ? "start" : at > 0.95 ? "end" : "middle");
