import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/index.ts";
import { type Ends, FLOAT_SLACK, plural } from "./numbers.ts";

const SECOND_MS = 1000;

/** A response time or limit in three digits: `0.28 ms`, `43.7 ms`, `812 ms`, `1.24 s`, `2 min 5 s`. */
export function milliseconds(ms: number, cut = raised): string {
  if (ms >= MINUTE_MS) return duration(ms);
  const decimals = ms < 10 ? 2 : ms < 100 ? 1 : 0;
  const shown = cut(ms, decimals);
  return shown < SECOND_MS ? `${shown} ms` : `${cut(ms / SECOND_MS, 2)} s`;
}

/** Both ends cut outwards: `1` and `2.5 s`, `750 ms` and `1.5 s`. */
export function millisecondsBetween(lowMs: number, highMs: number): Ends {
  const [low, high] = [milliseconds(lowMs, lowered), milliseconds(highMs)];
  const unit = / \S+$/.exec(high)![0];
  const isOneUnit = low !== high && low.endsWith(unit) && low.indexOf(" ") === low.lastIndexOf(" ");
  return { low: isOneUnit ? low.slice(0, -unit.length) : low, high };
}

/** Rounded up, without trailing zeros. */
function raised(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Number((Math.ceil(value * scale - FLOAT_SLACK) / scale).toFixed(decimals));
}

/** Rounded down, without trailing zeros. */
function lowered(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Number((Math.floor(value * scale + FLOAT_SLACK) / scale).toFixed(decimals));
}

const UNITS = [
  { name: "day", short: "d", ms: DAY_MS },
  { name: "hour", short: "h", ms: HOUR_MS },
  { name: "minute", short: "min", ms: MINUTE_MS },
  { name: "second", short: "s", ms: SECOND_MS },
];

/** The two largest units, rounded up: `8 h`, `43 min 12 s`, `30 d`. */
export function duration(ms: number): string {
  return parts(ms, (n, unit) => `${n} ${unit.short}`);
}

/** The same in whole words: `8 hours`, `43 minutes 12 seconds`. */
export function durationWords(ms: number): string {
  return parts(ms, (n, unit) => plural(n, unit.name));
}

function parts(ms: number, word: (n: number, unit: (typeof UNITS)[number]) => string): string {
  const largest = UNITS.findIndex((unit) => ms >= unit.ms);
  if (largest === -1) return word(ms > 0 ? 1 : 0, UNITS.at(-1)!);
  const [unit, next] = [UNITS[largest]!, UNITS[largest + 1] ?? UNITS[largest]!];
  // 48 h stays 48 h: promises are made in hours up to a week.
  if (unit.ms === DAY_MS && ms < 7 * DAY_MS && ms % HOUR_MS === 0) return word(ms / HOUR_MS, next);
  const inNext = Math.ceil(ms / next.ms - FLOAT_SLACK);
  if (largest > 0 && inNext * next.ms >= UNITS[largest - 1]!.ms)
    return parts(inNext * next.ms, word);
  const perUnit = unit.ms / next.ms;
  const rest = inNext % perUnit;
  const head = word(Math.floor(inNext / perUnit), unit);
  return rest === 0 || next === unit ? head : `${head} ${word(rest, next)}`;
}

const EXACT_UNITS = [
  ["d", DAY_MS],
  ["h", HOUR_MS],
  ["min", MINUTE_MS],
] as const;

/** Exact to the millisecond: `1.2 s`, `43 min 12 s`; hours up to two days, since promises are made in hours. */
export function exactDuration(ms: number): string {
  if (ms < SECOND_MS) return `${ms} ms`;
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, length] of EXACT_UNITS) {
    const amount = unit === "d" && ms <= 2 * DAY_MS ? 0 : Math.floor(rest / length);
    if (amount > 0) parts.push(unit === "d" ? plural(amount, "day") : `${amount} ${unit}`);
    rest -= amount * length;
  }
  if (rest > 0) parts.push(`${Number((rest / SECOND_MS).toFixed(3))} s`);
  return parts.join(" ");
}
