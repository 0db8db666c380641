import { scaleLinear, scaleLog } from "d3-scale";
import type { Tick } from "./plot.ts";

/** From a value to its place on the axis, 0–1, and the ticks beside it. */
export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly Tick[];
}

/** Beyond this ratio between large and small a straight scale shows the small ones as nothing. */
const WIDEST_STRAIGHT = 12;

/** Beyond it nothing is a figure any more. */
const LARGEST = 1e15;

/** From zero; for response times that spread far, by ratio, which the ticks show. */
export function valueScale(
  values: readonly number[],
  say: (value: number) => string,
  mayBeByRatio = false,
): Scale {
  const drawable = values.filter((value) => value > 0 && value < LARGEST);
  const most = Math.max(0, ...drawable);
  const least = Math.min(...drawable);
  if (mayBeByRatio && most / least > WIDEST_STRAIGHT) return byRatio(least, most, say);
  const scale = scaleLinear([0, most > 0 ? most * 1.06 : 1], [0, 1]).nice(4);
  return {
    place: within(scale),
    ticks: distinct(scale.ticks(4).map((value) => ({ at: scale(value), words: say(value) }))),
  };
}

/** Nothing is drawn beside the axes, whatever was measured. */
const within =
  (scale: (value: number) => number) =>
  (value: number): number => {
    const at = scale(value);
    return at > 0 ? Math.min(1, at) : 0;
  };

/** Where few values are possible, words that are rounded to the same are said once. */
const distinct = (ticks: readonly Tick[]): readonly Tick[] =>
  ticks.filter(({ words }, at) => words !== ticks[at - 1]?.words);

function byRatio(least: number, most: number, say: (value: number) => string): Scale {
  const scale = scaleLog([least * 0.8, most * 1.7], [0, 1]).clamp(true);
  const all = scale.ticks().filter((value) => /^[125]/.test(value.toExponential()));
  const every = Math.ceil(all.length / 5);
  const ticks = all
    .filter((_, at) => at % every === 0)
    .map((value) => ({ at: scale(value), words: say(value) }));
  return { place: within(scale), ticks };
}

const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000,
  300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000,
  86_400_000,
];

/** Since the run's start, with about five words below. */
export function timeScale(totalMs: number): Scale {
  const whole = Math.max(1, totalMs);
  const stepMs = STEPS_MS.find((step) => whole / step <= 6) ?? Math.ceil(whole / 5);
  const ticks = Array.from({ length: Math.floor(whole / stepMs) + 1 }, (_, at) => ({
    at: (at * stepMs) / whole,
    words: at === 0 ? "0" : timeWords(at * stepMs),
  }));
  return { place: within((ms) => ms / whole), ticks };
}

/** `45 s`, `2 min`, `2:30 min`, `1 h`, `1:30 h` */
export function timeWords(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  const [unit, small, name] = ms < 3_600_000 ? [60_000, 1000, "min"] : [3_600_000, 60_000, "h"];
  const parts = Math.round(ms / small);
  const rest = parts % 60;
  const whole = Math.floor(parts / (unit / small));
  return rest === 0 ? `${whole} ${name}` : `${whole}:${String(rest).padStart(2, "0")} ${name}`;
}
