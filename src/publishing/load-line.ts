import { html } from "hono/html";
import type { Html } from "./html.ts";

/**
 * The mark: a ring crossed by a horizontal line. The water inside the ring is the share of the
 * error budget that is spent, the line is the promise: water at the line means all of it is spent,
 * water above the line means more than was promised.
 */
const SIZE = 64;
const MIDDLE = SIZE / 2;
const RING_RADIUS = 22;
const STROKE = 5;
const WATER_RADIUS = RING_RADIUS - STROKE / 2;

/** `spent`: share of the budget, 1 at the line; null where there is no budget to speak of: no water. */
export function loadLine(spent: number | null, label: string | null = null): Html {
  const over = spent !== null && spent > 1;
  const named = label === null ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  return html`<svg class="mark${over ? " over" : ""}${spent === null ? " empty" : ""}" viewBox="0 0 ${SIZE} ${SIZE}" ${named}><path class="water" d="${water(spent)}"/><circle class="ring" cx="${MIDDLE}" cy="${MIDDLE}" r="${RING_RADIUS}"/><path class="line" d="M2 ${MIDDLE}H62"/></svg>`;
}

/** The same as a file of its own, in colours that hold on light and dark. */
export function loadLineFile(spent: number | null): string {
  const over = spent !== null && spent > 1;
  const [ink, fill] = over ? ["#d6453d", "#f0a19b"] : ["#1b86bd", "#8cc8e6"];
  const stroke = `fill="none" stroke="${ink}" stroke-width="${STROKE}" stroke-linecap="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}"><path d="${water(spent)}" fill="${fill}"/><circle cx="${MIDDLE}" cy="${MIDDLE}" r="${RING_RADIUS}" ${stroke}/><path d="M3 ${MIDDLE}H61" ${stroke}/></svg>\n`;
}

/** The segment of the disc below the surface, as a path; empty while there is no water. */
function water(spent: number | null): string {
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
