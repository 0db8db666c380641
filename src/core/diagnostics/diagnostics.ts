import { elapsed } from "../format/index.ts";
import { type Clock, DAY_MS } from "../time/index.ts";
import {
  type Diagnostic,
  type DiagnosticKind,
  diagnosticKinds,
  type KindLimits,
  type Observation,
} from "./diagnostic.ts";
import { LineLimit } from "./line-limit.ts";

export interface Diagnostics {
  /** Something is wrong, or still is. Long texts are cut. */
  report(seen: Observation): void;
  /** It is over. `sayRecovery` makes the line; where nothing was wrong, nothing is said. */
  resolve(kind: DiagnosticKind, subject: string, sayRecovery: SayRecovery): void;
  /** What is wrong now, then what was within a day; the newest first. */
  list(): readonly Diagnostic[];
}

/** `lasted` in words: "3 min". */
type SayRecovery = (was: Diagnostic, lasted: string) => string;

/** A line for people who watch: it is written once, and again when something changes. */
export interface DiagnosticLine {
  readonly atMs: number;
  readonly kind: "problem" | "recovery";
  readonly text: string;
}

/** What lasts is said again after so long. */
const AGAIN_MS = 6 * 3_600_000;
/** Lines an hour about one subject: three times down and up again. */
const LINES_PER_HOUR = 6;
const SHOWN_AFTER_MS = DAY_MS;
const MOST_CHARACTERS = 500;

/** One subject of one kind, and what of it is written already. Moments ending in `MonoMs` are monotonic. */
interface Item {
  now: Diagnostic;
  openedMonoMs: number;
  seenMonoMs: number;
  /** What a line would say now. */
  text: string;
  changes: number;
  /** How many of the changes came before or with the last line. */
  changesWritten: number;
  writtenMonoMs: number;
  readonly limit: LineLimit;
}

/**
 * Keeps what is wrong, by kind and subject, and has a line written when it begins, when its cause
 * changes, when it is over and, while it lasts, now and then. At most `LINES_PER_HOUR` lines about
 * one subject in any hour; memory and lines that strangers can bring about are bounded by kind.
 */
export function diagnostics(
  clock: Pick<Clock, "nowMs" | "monotonicMs">,
  write: (line: DiagnosticLine) => void,
): Diagnostics {
  const kinds = new Map(
    Object.entries(diagnosticKinds).map(([kind, limits]) => [kind, kindBook(limits)]),
  );

  function writeNews(item: Item, all: LineLimit): void {
    const nowMs = clock.monotonicMs();
    const lasts = item.now.resolvedAtMs === null;
    const isNews = item.changes > item.changesWritten;
    if (!isNews && !(lasts && nowMs - item.writtenMonoMs >= AGAIN_MS)) return;
    const left = Math.min(item.limit.left(nowMs), all.left(nowMs));
    if (left <= 0) return;
    const unwritten = item.changes - item.changesWritten - 1;
    const text = [
      item.text,
      isNews ? "" : `It lasts for ${elapsed(nowMs - item.openedMonoMs)} now.`,
      unwritten > 0 ? `Since the last line about it, it changed ${unwritten} times.` : "",
      left === 1 ? "No more such lines are written for an hour; the private page shows all." : "",
    ];
    item.limit.write(nowMs);
    all.write(nowMs);
    item.changesWritten = item.changes;
    item.writtenMonoMs = nowMs;
    const kind = lasts ? "problem" : "recovery";
    write({ atMs: clock.nowMs(), kind, text: text.filter(Boolean).join(" ") });
  }

  return {
    report(seen) {
      const book = kinds.get(seen.kind)!;
      const nowMs = clock.monotonicMs();
      book.endQuiet(nowMs);
      const observed = book.admit(bounded(seen), nowMs);
      const { subject, cause, message } = observed;
      const item = book.items.get(subject) ?? newItem(observed);
      book.items.set(subject, item);
      const isNew = item.now.resolvedAtMs !== null || item.now.count === 0;
      if (isNew || item.now.cause !== cause) item.changes++;
      if (isNew) item.openedMonoMs = nowMs;
      const atMs = clock.nowMs();
      const since = isNew ? { firstAtMs: atMs, count: 0 } : item.now;
      const { firstAtMs, count } = since;
      item.now = { ...observed, firstAtMs, lastAtMs: atMs, count: count + 1, resolvedAtMs: null };
      item.seenMonoMs = nowMs;
      item.text = message;
      writeNews(item, book.limit);
    },

    resolve(kind, subject, sayRecovery) {
      const book = kinds.get(kind)!;
      const item = book.items.get(subject.slice(0, MOST_CHARACTERS));
      if (!item) return;
      if (item.now.resolvedAtMs === null) {
        item.text = sayRecovery(item.now, elapsed(clock.monotonicMs() - item.openedMonoMs));
        item.now = { ...item.now, resolvedAtMs: clock.nowMs() };
        item.changes++;
      }
      writeNews(item, book.limit);
    },

    list() {
      const nowMs = clock.monotonicMs();
      const rows = [...kinds.values()].flatMap((book) => {
        book.endQuiet(nowMs);
        return [...book.items.values()].filter(
          ({ now, seenMonoMs }) => now.resolvedAtMs === null || nowMs - seenMonoMs < SHOWN_AFTER_MS,
        );
      });
      const lasts = ({ now }: Item): number => (now.resolvedAtMs === null ? 1 : 0);
      return rows
        .sort((a, b) => lasts(b) - lasts(a) || b.seenMonoMs - a.seenMonoMs)
        .map(({ now }) => now);
    },
  };
}

/** The items of one kind by subject, within its bounds. */
function kindBook({ quietMs, bounds }: KindLimits) {
  const items = new Map<string, Item>();

  function endQuiet(nowMs: number): void {
    if (quietMs === null) return;
    for (const item of items.values())
      if (item.now.resolvedAtMs === null && nowMs - item.seenMonoMs >= quietMs)
        item.now = { ...item.now, resolvedAtMs: item.now.lastAtMs };
  }

  /** What is over and was not written of for an hour may go; forgetting it breaks no limit. */
  function makeRoom(nowMs: number): void {
    for (const [subject, { now, limit }] of items)
      if (now.resolvedAtMs !== null && limit.isFresh(nowMs)) items.delete(subject);
  }

  return {
    items: items as Map<string, Item>,
    limit: new LineLimit(bounds?.linesPerHour ?? Number.POSITIVE_INFINITY),
    endQuiet,
    /** The observation itself, or, where no room is left, that there are others. */
    admit(seen: Observation, nowMs: number): Observation {
      if (bounds === null || items.has(seen.subject)) return seen;
      if (items.size >= bounds.subjects) makeRoom(nowMs);
      if (items.size < bounds.subjects) return seen;
      return { kind: seen.kind, subject: "", cause: "", message: bounds.others };
    },
  };
}

const newItem = (seen: Observation): Item => ({
  now: { ...seen, firstAtMs: 0, lastAtMs: 0, count: 0, resolvedAtMs: null },
  openedMonoMs: 0,
  seenMonoMs: 0,
  text: seen.message,
  changes: 0,
  changesWritten: 0,
  writtenMonoMs: 0,
  limit: new LineLimit(LINES_PER_HOUR),
});

const bounded = ({ kind, subject, cause, message }: Observation): Observation => ({
  kind,
  subject: cut(subject),
  cause: cut(cause),
  message: cut(message),
});

const cut = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
