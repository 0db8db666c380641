import { type BusinessCalendar, openIn, type Span } from "./business-calendar.ts";

/** Time as it goes by while somebody is there. */
export interface BusinessTime {
  /** How much of it lies between two moments, without pauses. Milliseconds. */
  elapsedMs(fromMs: number, toMs: number, pauses?: readonly Span[]): number;
  /**
   * The moment at which so much of it has gone by. Of the end of a day and the beginning of the next
   * it is the end; null: never, since nobody is ever there.
   */
  dueMs(fromMs: number, afterMs: number, pauses?: readonly Span[]): number | null;
}

/** Farther ahead no clock of a ticket runs. */
const MOST_YEARS = 50;

/**
 * The time of one calendar, or of several of which one at least has somebody there (follow the sun).
 * Open times are laid out by years with what went before each, so that a question costs two searches.
 */
export function businessTime(calendars: readonly BusinessCalendar[]): BusinessTime {
  const isNever = calendars.every(({ weekly }) => weekly.length === 0);
  let firstYear = Number.POSITIVE_INFINITY;
  let lastYear = Number.NEGATIVE_INFINITY;
  let spans: Span[] = [];
  /** Open time before each span. */
  let before: number[] = [];

  /** Local years begin at other moments than those of UTC: one more on either side. */
  function cover(from: number, to: number): void {
    if (from >= firstYear && to <= lastYear) return;
    firstYear = Math.min(from, firstYear);
    lastYear = Math.max(to, lastYear);
    const all: Span[] = [];
    for (let year = firstYear; year <= lastYear; year++)
      for (const calendar of calendars) all.push(...openIn(calendar, year));
    spans = joined(all);
    before = [];
    let sum = 0;
    for (const { startMs, endMs } of spans) {
      before.push(sum);
      sum += endMs - startMs;
    }
  }

  /** Open time from the beginning of what is laid out until a moment. */
  function upTo(ms: number): number {
    const at = lastIndex(spans.length, (index) => spans[index]!.startMs <= ms);
    if (at < 0) return 0;
    const { startMs, endMs } = spans[at]!;
    return before[at]! + Math.min(ms, endMs) - startMs;
  }

  /** The first moment until which there is so much of it; null: farther ahead than is laid out. */
  function momentOf(openMs: number): number | null {
    const at = lastIndex(spans.length, (index) => before[index]! < openMs);
    if (at < 0) return spans[0]?.startMs ?? null;
    const { startMs, endMs } = spans[at]!;
    const moment = startMs + openMs - before[at]!;
    return moment <= endMs ? moment : null;
  }

  const elapsed = (fromMs: number, toMs: number): number =>
    toMs <= fromMs ? 0 : upTo(toMs) - upTo(fromMs);

  return {
    elapsedMs(fromMs, toMs, pauses = []) {
      cover(yearOf(fromMs) - 1, yearOf(toMs) + 1);
      const paused = joined(pauses).reduce(
        (sum, { startMs, endMs }) =>
          sum + elapsed(Math.max(startMs, fromMs), Math.min(endMs, toMs)),
        0,
      );
      return elapsed(fromMs, toMs) - paused;
    },
    dueMs(fromMs, afterMs, pauses = []) {
      if (isNever) return null;
      const breaks = joined(pauses).filter(({ endMs }) => endMs > fromMs);
      const first = yearOf(fromMs) - 1;
      const last = yearOf(Math.max(fromMs, ...breaks.map(({ endMs }) => endMs))) + 1;
      for (let years = 1; years <= MOST_YEARS; years *= 2) {
        cover(first, last + years);
        const due = dueWithin(fromMs, afterMs, breaks);
        if (due !== null) return due;
      }
      return null;
    },
  };

  function dueWithin(fromMs: number, afterMs: number, breaks: readonly Span[]): number | null {
    let [cursorMs, leftMs] = [fromMs, afterMs];
    for (const { startMs, endMs } of breaks) {
      const availableMs = elapsed(cursorMs, startMs);
      if (leftMs <= availableMs && startMs > cursorMs) break;
      leftMs -= availableMs;
      cursorMs = endMs;
    }
    return leftMs <= 0 ? cursorMs : momentOf(upTo(cursorMs) + leftMs);
  }
}

const yearOf = (ms: number): number => new Date(ms).getUTCFullYear();

/** The last of so many places for which something holds that holds from the first on; -1: for none. */
function lastIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The same time in order, without overlap; what touches is one. */
function joined(spans: readonly Span[]): Span[] {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else if (startMs < endMs) merged.push({ startMs, endMs });
  }
  return merged;
}
