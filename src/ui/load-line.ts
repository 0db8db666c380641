import { html } from "hono/html";
import type { Html } from "./html.ts";

/**
 * The mark: a ring crossed by a horizontal line. The water inside the ring is the share of the
 * error budget that is spent, the line is the promise: water at the line means all of it is spent,
 * water above the line means more than was promised. What may be spent, but nobody can tell, stands
 * above it as a haze.
 */
const SIZE = 64;
const MIDDLE = SIZE / 2;
const RING_RADIUS = 22;
const STROKE = 5;
const WATER_RADIUS = RING_RADIUS - STROKE / 2;

/** Share of the budget that is spent, 1 at the line: for certain, and at most. */
export interface Water {
  readonly spent: number;
  readonly most: number;
}

/** `spent`: a number where all of it is certain; null where there is no budget to speak of. */
export function loadLine(spent: Water | number | null, label: string | null = null): Html {
  const water = waterOf(spent);
  const over = water !== null && water.spent > 1;
  const named = label === null ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  return html`<svg class="mark${over ? " over" : ""}${water === null ? " empty" : ""}" viewBox="0 0 ${SIZE} ${SIZE}" ${named}>${haze(water)}<path class="water" d="${below(water?.spent ?? null)}"/><circle class="ring" cx="${MIDDLE}" cy="${MIDDLE}" r="${RING_RADIUS}"/><path class="line" d="M2 ${MIDDLE}H62"/></svg>`;
}

const waterOf = (spent: Water | number | null): Water | null =>
  typeof spent === "number" ? { spent, most: spent } : spent;

/** Up to where it may be spent; nothing where all of it is certain. */
const haze = (water: Water | null): Html | "" =>
  water === null || water.most <= water.spent
    ? ""
    : html`<path class="haze" d="${below(water.most)}"/>`;

/** The same as a file of its own, in colours that hold on light and dark. */
export function loadLineFile(spent: Water | number | null): string {
  const water = waterOf(spent);
  const over = water !== null && water.spent > 1;
  const [ink, fill] = over ? ["#d6453d", "#f0a19b"] : ["#1b86bd", "#8cc8e6"];
  const stroke = `fill="none" stroke="${ink}" stroke-width="${STROKE}" stroke-linecap="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">${hazeFile(water, fill)}<path d="${below(water?.spent ?? null)}" fill="${fill}"/><circle cx="${MIDDLE}" cy="${MIDDLE}" r="${RING_RADIUS}" ${stroke}/><path d="M3 ${MIDDLE}H61" ${stroke}/></svg>\n`;
}

const hazeFile = (water: Water | null, fill: string): string =>
  water === null || water.most <= water.spent
    ? ""
    : `<path d="${below(water.most)}" fill="${fill}" opacity=".4"/>`;

/** The segment of the disc below the surface, as a path; empty while there is no water. */
function below(spent: number | null): string {
  if (spent === null || spent <= 0) return "";
  const radius = WATER_RADIUS;
  const height = radius * Math.min(spent, 2);
  const surface = MIDDLE + radius - height;
  const half = Math.sqrt(Math.max(0, radius ** 2 - (surface - MIDDLE) ** 2));
  const round = (n: number) => Number(n.toFixed(2));
  if (height >= 2 * radius) {
    const top = round(MIDDLE - radius);
    return `M${MIDDLE} ${top}a${radius} ${radius} 0 1 0 .01 0Z`;
  }
  const isLarge = height > radius ? 1 : 0;
  return `M${round(MIDDLE - half)} ${round(surface)}A${radius} ${radius} 0 ${isLarge} 0 ${round(MIDDLE + half)} ${round(surface)}Z`;
}
