import { DAY_MS, isoTime } from "../core/time/index.ts";
import type { Decide, Job, Known } from "../engine/index.ts";
import {
  type Maintenance,
  type MaintenanceSeries,
  type MaintenanceWindow,
  maintenanceWindows,
  windowEnded,
  windowOverran,
  windowStarted,
  writeEntry,
} from "../entries/index.ts";
import { announced, overlapping } from "./decide-announce.ts";
import { type Occurrence, occurrences, parseRecurrence } from "./recurrence.ts";
import { promiseAt } from "./standing.ts";

/** So much earlier than promised windows of a series are announced, to have time for what goes wrong. */
const AHEAD_MS = 7 * DAY_MS;
/** Of one series so many times are looked at, should all of them be taken already. */
const MOST_LOOKED_AT = 60;

/** Something that comes due, and how it is decided when it has. */
interface Due {
  readonly dueMs: number;
  readonly cause: string;
  readonly decide: Decide<null>;
}

/** Begins and ends windows at their time, notes overruns, and announces those of series ahead. */
export const windowsJob: Job = {
  name: "maintenance/windows",
  about: "Begins and ends announced maintenance, and announces what comes every week.",
  when: {
    due(known, nowMs) {
      const all = known.addons().flatMap((addon) => agenda(known, addon, nowMs));
      return all.length === 0 ? null : Math.min(...all.map(({ dueMs }) => dueMs));
    },
  },
  async run({ known, nowMs, signal, perform }) {
    for (const addon of known.addons())
      for (const { dueMs, cause, decide } of agenda(known, addon, nowMs)) {
        if (signal.aborted) return;
        if (dueMs <= nowMs) await perform(decide, null, { addon, cause });
      }
  },
};

function agenda(known: Known, addon: string, nowMs: number): readonly Due[] {
  const state = known.state(maintenanceWindows, addon);
  return [
    ...state.windows.flatMap(courseOf),
    ...state.series.flatMap((series) => nextOf(series, state, known, addon, nowMs)),
  ];
}

/** What is due next of one window. */
function courseOf(window: MaintenanceWindow): readonly Due[] {
  const { id, startMs, endMs, startedMs, endedMs, isAttended, hasOverrun, isCancelled } = window;
  if (isCancelled || endedMs !== null) return [];
  if (startedMs === null) {
    const begun = () => ({ id, at: isoTime(startMs), attended: false });
    return [step(id, "start", startMs, (about) => writeEntry(windowStarted, begun(), about))];
  }
  if (!isAttended)
    return [
      step(id, "end", endMs, (about) => writeEntry(windowEnded, { id, at: isoTime(endMs) }, about)),
    ];
  return hasOverrun
    ? []
    : [step(id, "overrun", endMs, (about) => writeEntry(windowOverran, { id }, about))];
}

type Write = (about: Parameters<typeof writeEntry>[2]) => ReturnType<typeof writeEntry>;

/** Nothing is done where a person changed the window meanwhile so that it is not due any more. */
const step = (id: string, verb: string, dueMs: number, write: Write): Due => {
  const cause = `${verb} window/${id}`;
  return {
    dueMs,
    cause,
    decide(known, _, { addon, nowMs, by }) {
      const window = known.state(maintenanceWindows, addon).windows.find((one) => one.id === id)!;
      const isStillDue = courseOf(window).some((due) => due.cause === cause && due.dueMs <= nowMs);
      const entries = isStillDue ? [write({ addon, atMs: nowMs, by })] : [];
      return { kind: "decided", entries, expected: { [`window/${id}`]: window.version } };
    },
  };
};

/** The next window of a series that is to be announced. */
function nextOf(
  series: MaintenanceSeries,
  state: Maintenance,
  known: Known,
  addon: string,
  nowMs: number,
): readonly Due[] {
  const next = series.isEnded ? null : nextTime(series, state, known, addon, nowMs);
  if (next === null) return [];
  return [
    {
      dueMs: next.startMs - next.noticeMs - AHEAD_MS,
      cause: `series/${series.id} ${isoTime(next.startMs)}`,
      decide(now, _, context) {
        const state = now.state(maintenanceWindows, context.addon);
        const one = state.series.find(({ id }) => id === series.id)!;
        if (one.isEnded || overlapping(state.windows, next) !== null)
          return { kind: "decided", entries: [], expected: {} };
        const { reason, id } = series;
        const decision = announced(now, { ...next, reason, series: id }, context);
        return { ...decision, expected: { ...decision.expected, [`series/${id}`]: one.version } };
      },
    },
  ];
}

/** Those that could not be announced in time when the series was announced are left out. */
function nextTime(
  { id, every, announcedMs }: MaintenanceSeries,
  { windows }: Maintenance,
  known: Known,
  addon: string,
  nowMs: number,
): (Occurrence & { readonly noticeMs: number }) | null {
  const recurrence = parseRecurrence(every);
  if (recurrence.kind === "complaint") return null;
  const own = windows.filter(({ seriesId }) => seriesId === id).map(({ startMs }) => startMs);
  let looked = 0;
  for (const one of occurrences(recurrence.value, Math.max(nowMs, ...own))) {
    if (++looked > MOST_LOOKED_AT) return null;
    const noticeMs = promiseAt(known, addon, one.startMs)?.noticeMs ?? 0;
    if (one.startMs - noticeMs < announcedMs || overlapping(windows, one) !== null) continue;
    return { ...one, noticeMs };
  }
  return null;
}
