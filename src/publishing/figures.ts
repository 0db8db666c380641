import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";

/**
 * Numbers as people read them. A figure that is cut short is cut to its own disadvantage: shares
 * down, durations up, so that no rounding turns a missed promise into a kept one.
 */

/** Guards a decimal cut against the last bit of a float: 0.999 × 100 is 99.9, not 99.89999. */
const FLOAT_SLACK = 1e-9;
const SECOND_MS = 1000;

/** `99.96 %`; `100 %` only when it is. */
export function percent(share: number, decimals = 2): string {
  if (share === 1 || share === 0) return `${share * 100} %`;
  const scale = 10 ** decimals;
  return `${(Math.floor(share * 100 * scale + FLOAT_SLACK * scale) / scale).toFixed(decimals)} %`;
}

/** A measured share beside its target, with as many decimals as it takes to see which is greater. */
export const percentBeside = (share: number, target: number): string =>
  percent(share, decimalsBeside(target));

function decimalsBeside(target: number): number {
  const decimals = promisedPercent(target).split(".")[1]?.length ?? 0;
  return Math.max(2, decimals - 2);
}

/** A promised share, without trailing zeros: `99.9 %`, `95 %`. */
export const promisedPercent = (share: number): string => `${Number((share * 100).toFixed(6))} %`;

/** Both ends of a figure that is only known to lie between them; the unit is on the second. */
export interface Ends {
  readonly low: string;
  readonly high: string;
}

/** `between 17 and 100 %`; the figure alone where both ends read the same. */
export const between = ({ low, high }: Ends): string =>
  low === high ? high : `between ${low} and ${high}`;

/** `17–100 %` */
export const span = ({ low, high }: Ends): string => (low === high ? high : `${low}–${high}`);

/** Both ends cut outwards; in whole percents where they are ten or more apart. */
export function percentBetween(low: number, high: number, target: number): Ends {
  const decimals = high - low >= 0.1 ? 0 : decimalsBeside(target);
  const least = percent(low, decimals);
  const most = high === low ? least : raisedPercent(high, decimals);
  return least === most
    ? { low: least, high: least }
    : { low: least.replace(" %", ""), high: most };
}

function raisedPercent(share: number, decimals: number): string {
  const scale = 10 ** decimals;
  const raised = Math.ceil(share * 100 * scale - FLOAT_SLACK * scale) / scale;
  return raised >= 100 ? "100 %" : `${raised.toFixed(decimals)} %`;
}

const WHOLE = new Intl.NumberFormat("en");

/** `12,340` */
export const count = (n: number): string => WHOLE.format(n);

/** `1 minute`, `12,340 minutes` */
export const plural = (n: number, noun: string): string =>
  `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

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

const dateFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const DATE = dateFormat({ day: "numeric", month: "long", year: "numeric" });
const DAY = dateFormat({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const SHORT_DAY = dateFormat({ day: "numeric", month: "short" });
const LONG_DAY = dateFormat({ day: "numeric", month: "long" });
const MONTH = dateFormat({ month: "long", year: "numeric" });
const TIME = dateFormat({ hour: "2-digit", minute: "2-digit" });
const EXACT_TIME = dateFormat({ hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `16 January 2027` */
export const dateWords = (at: string | number): string => DATE.format(new Date(at));
/** `Sat, 16 Jan 2027` */
export const dayWords = (at: string | number): string => DAY.format(new Date(at));
/** `16 Jan` */
export const shortDay = (at: string | number): string => SHORT_DAY.format(new Date(at));
/** `16 January` */
export const longDay = (at: string | number): string => LONG_DAY.format(new Date(at));
/** `January 2027` */
export const monthWords = (at: string | number): string => MONTH.format(new Date(at));
/** `14:03:22 UTC` */
export const clockWords = (at: string | number): string => `${EXACT_TIME.format(new Date(at))} UTC`;
/** `16 January 2027, 14:03 UTC` */
export const momentWords = (at: string | number): string =>
  `${dateWords(at)}, ${TIME.format(new Date(at))} UTC`;
