import type { Promised } from "../core/contract/index.ts";
import { between, count, dayWords, percentBetween, plural } from "../core/format/index.ts";
import type {
  DayAccount,
  ObjectiveAccount,
  ObjectiveDay,
  Phase,
  Statement,
} from "../core/slo/index.ts";
import { DAY_MS, dayToIso } from "../core/time/index.ts";
import { counted, titleOf } from "./titles.ts";

/** One UTC day of one objective, as the strip draws it and the table words it. */
export interface DayBar {
  /** "2027-01-31" */
  readonly day: string;
  readonly state: DayState;
  /**
   * How much of the bar is filled, in quarters: of what is known while kept, of what certainly kept
   * the promise while undecided, of what went wrong else.
   */
  readonly level: Quarters;
  /** What happened, without the date: "12 minutes down, 1,428 up". */
  readonly sentence: string;
  /** Before the period that the figures are about. */
  readonly isEarlier: boolean;
}

type Quarters = 0 | 1 | 2 | 3 | 4;

/**
 * kept: nothing worth a word. strained: something failed, within what a day may spend. broken: more
 * than that. undecided: kept or broken, and nobody can tell. excluded: maintenance that was announced
 * in time, or an outage of the host that is proven. unknown: not measured. before: measured before
 * the promise was in force. ahead: still to come.
 */
type DayState =
  | "kept"
  | "strained"
  | "broken"
  | "undecided"
  | "excluded"
  | "unknown"
  | "before"
  | "ahead";

/** Days before the period that are shown where they are known. */
const EARLIER_DAYS = 90;

/** Every day of the period and, from the first one known, up to ninety before it; oldest first. */
export function daysOf(
  account: ObjectiveAccount,
  statement: Statement,
  earlier: readonly Statement[],
): readonly DayBar[] {
  const known = new Map(
    [...earlier, statement].flatMap(({ days, counted: { phase }, damaged = [] }) =>
      days.filter(wasWatched).map((day) => {
        const lacking = damaged.find((one) => one.day === day.day)?.indicators ?? [];
        return [day.day, { day, phase, lacking }] as const;
      }),
    ),
  );
  const first = Math.floor(statement.period.fromMs / DAY_MS);
  const end = Math.ceil(statement.period.toMs / DAY_MS);
  const today = Math.floor(Date.parse(statement.computedAt) / DAY_MS);
  const firstKnown = [...known.keys()].sort()[0];
  const start = firstKnown === undefined ? first : Math.min(first, Date.parse(firstKnown) / DAY_MS);
  const from = Math.max(start, first - EARLIER_DAYS);
  return Array.from({ length: end - from }, (_, at) => {
    const day = from + at;
    const iso = dayToIso(day);
    const bar = day > today ? AHEAD : knownBar(account, known.get(iso));
    return { day: iso, isEarlier: day < first, ...bar };
  });
}

/** From the first event on, though no minute may be whole yet. */
const wasWatched = ({ up, down, excluded, unknown, objectives = {} }: DayAccount): boolean =>
  up + down + excluded + unknown > 0 || Object.values(objectives).some(({ events }) => events > 0);

type Bar = Pick<DayBar, "state" | "level" | "sentence">;

const AHEAD: Bar = { state: "ahead", level: 1, sentence: "still to come" };
const UNKNOWN: Bar = { state: "unknown", level: 1, sentence: "not measured" };

/** Of a day that is known in part nothing is drawn as kept. */
const DAMAGED: Bar = {
  state: "unknown",
  level: 1,
  sentence: "incomplete: part of what was measured cannot be read any more",
};

interface KnownDay {
  readonly day: DayAccount;
  readonly phase: Phase;
  /** Indicators of which something is missing on this day. */
  readonly lacking: readonly string[];
}

/** Uptime says by its minutes what is missing; a day of which some are down stays one. */
const isDamaged = (
  { promise, indicator }: ObjectiveAccount,
  { day, lacking }: KnownDay,
): boolean =>
  promise.kind === "uptime"
    ? lacking.length > 0 && day.up + day.down === 0
    : lacking.includes(indicator);

function knownBar(account: ObjectiveAccount, known: KnownDay | undefined): Bar {
  if (known === undefined) return UNKNOWN;
  if (isDamaged(account, known)) return DAMAGED;
  const bar = barOf(account, known.day);
  if (known.phase !== "before-promise" || bar.state === "unknown") return bar;
  return { state: "before", level: 1, sentence: `before the promise: ${bar.sentence}` };
}

function barOf(account: ObjectiveAccount, day: DayAccount): Bar {
  if (account.promise.kind === "uptime") return minutesBar(day, account.promise.target);
  const events = day.objectives?.[account.id];
  const target = targetOf(account.promise);
  return events === undefined || target === null ? UNKNOWN : eventsBar(account, events, target);
}

/** The share of events that must keep the promise; null where the promise is not about a share. */
function targetOf(promise: Promised): number | null {
  if (promise.kind === "quantile") return promise.quantile;
  return promise.kind === "share" ? promise.target : null;
}

function minutesBar(day: DayAccount, target: number): Bar {
  const known = day.up + day.down;
  const sentence = minutesSentence(day);
  if (day.down > 0) {
    const share = day.down / known;
    const state = share > 1 - target ? "broken" : "strained";
    return { state, level: severity(share), sentence };
  }
  if (day.excluded > 0) return { state: "excluded", level: 1, sentence };
  if (known === 0) return UNKNOWN;
  return { state: "kept", level: quarter(known / (known + day.unknown)), sentence };
}

function minutesSentence({ up, down, excluded, unknown }: DayAccount): string {
  return [
    down > 0 ? `${plural(down, "minute")} down` : "no downtime",
    down > 0 ? `${count(up)} up` : `${plural(up, "minute")} up`,
    excluded > 0 ? `${count(excluded)} excluded` : "",
    unknown > 0 ? `${count(unknown)} unknown` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function eventsBar(account: ObjectiveAccount, day: ObjectiveDay, target: number): Bar {
  const { events, kept, broken } = day;
  if (events === 0) return UNKNOWN;
  const [least, most] = [kept / events, (events - broken) / events];
  const share = between(percentBetween(least, most, target));
  const sentence = `${share} of ${counted(events, titleOf(account).event)}`;
  if (most < target) return { state: "broken", level: severity(1 - most), sentence };
  if (least >= target) return { state: "kept", level: 4, sentence };
  return { state: "undecided", level: Math.floor(least * 4) as Quarters, sentence };
}

/** A single bad minute must be seen, so the steps are not proportional: 1 %, 5 %, 25 %. */
function severity(share: number): Quarters {
  if (share < 0.01) return 1;
  if (share < 0.05) return 2;
  return share < 0.25 ? 3 : 4;
}

const quarter = (share: number): Quarters => Math.max(1, Math.ceil(share * 4)) as Quarters;

/** A strip in one sentence, for those who cannot see it. */
export function stripSentence(bars: readonly DayBar[]): string {
  const past = bars.filter((bar) => bar.state !== "ahead");
  const of = (state: DayState) => past.filter((bar) => bar.state === state).length;
  const range =
    past.length === 0 ? "" : `${dayWords(past[0]!.day)} to ${dayWords(past.at(-1)!.day)}: `;
  const counts = [
    [of("kept"), "kept"],
    [of("strained"), "with failures within a day’s allowance"],
    [of("broken"), "with more"],
    [of("undecided"), "undecided"],
    [of("excluded"), "with excluded minutes"],
    [of("unknown"), "not measured"],
    [of("before"), "before the promise"],
  ] as const;
  const said = counts.filter(([n]) => n > 0).map(([n, what]) => `${plural(n, "day")} ${what}`);
  return `${range}${said.join(", ")}.`;
}
