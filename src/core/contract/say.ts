import type { SupportDuration } from "./contract.ts";
import { percentFigure } from "./values/share.ts";

/** Figures as sentences have them: "99.9 %", "1.2 s", "43 min 12 s". */

export const sayShare = (share: number): string => `${percentFigure(share)} %`;

const PARTS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;

/** Exact to the millisecond; hours up to two days, since promises are made in hours. */
export function sayDuration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, length] of PARTS) {
    const amount = unit === "d" && ms <= 172_800_000 ? 0 : Math.floor(rest / length);
    if (amount > 0) parts.push(`${amount} ${unit === "d" ? plural(amount) : unit}`);
    rest -= amount * length;
  }
  if (rest > 0) parts.push(`${Number((rest / 1000).toFixed(3))} s`);
  return parts.join(" ");
}

const plural = (days: number): string => (days === 1 ? "day" : "days");

/** A computed length, rounded to what a reader needs: whole seconds above one minute. */
export const sayAbout = (ms: number): string =>
  sayDuration(ms >= 60_000 ? Math.round(ms / 1000) * 1000 : Math.round(ms));

/** "4 h", "2 business days" */
export const saySupportDuration = (limit: SupportDuration): string =>
  limit.kind === "time" ? sayDuration(limit.ms) : `${limit.days} business ${plural(limit.days)}`;

/** "12,960" */
export const sayCount = (count: number): string =>
  Math.round(count)
    .toFixed()
    .replace(/\B(?=(\d{3})+$)/g, ",");
