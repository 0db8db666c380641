import { setImmediate } from "node:timers/promises";
import type { IntakeStore, SeriesState } from "../../core/store/index.ts";
import type { Connection } from "./connection.ts";
import type { SlotWriter } from "./slot-writer.ts";
import type { Place } from "./stream-book.ts";

/** Rows forgotten in one transaction: few enough not to hold others up. */
const BATCH_ROWS = 2000;

/** A few tens of megabytes; the others are looked up. */
const MOST_HOT = 50_000;

interface KeptSeries extends SeriesState {
  readonly id: number;
}

const bytesOf = (key: string): Buffer => Buffer.from(key, "base64url");

/**
 * Series are numbered as they are first heard of, so that those of one sender, which come together,
 * lie together: a commit then touches few pages, however many there are.
 */
export function sqliteIntake({ db, read, write }: Connection, slots: SlotWriter): IntakeStore {
  const selectRequest = db.prepare("SELECT points FROM intake_requests WHERE key = ?");
  const updateRequest = db.prepare("UPDATE intake_requests SET points = ? WHERE key = ?");
  const insertRequest = db.prepare("INSERT INTO intake_requests VALUES (?, ?, ?)");
  const removeRequests = db.prepare("DELETE FROM intake_requests WHERE number <= ?");
  const oldestRequest = db.prepare("SELECT min(number) AS number FROM intake_requests");
  const newestRequest = db.prepare("SELECT max(number) AS number FROM intake_requests");
  const selectSeries = db.prepare(
    "SELECT id, last_ns AS lastNs, state FROM intake_series WHERE key = ?",
  );
  const updateSeries = db.prepare("UPDATE intake_series SET last_ns = ?, state = ? WHERE id = ?");
  const insertSeries = db.prepare(
    "INSERT INTO intake_series (key, last_ns, state) VALUES (?, ?, ?)",
  );
  const removeSeries = db.prepare(
    "DELETE FROM intake_series WHERE id > ? AND id <= ? AND last_ns < ? RETURNING last_ns AS lastNs",
  );
  const countSeries = db.prepare("SELECT count(*) AS count, max(id) AS last FROM intake_series");
  const selectForgotten = db.prepare("SELECT until_ns AS untilNs FROM intake_forgotten");
  const updateForgotten = db.prepare("UPDATE intake_forgotten SET until_ns = max(until_ns, ?)");
  /** Those that were heard of last: most of what comes in goes on with one of them. */
  const hot = new Map<string, KeptSeries>();
  /** Counted when first asked for, then kept up: counting anew means reading them all. */
  let seriesKept: number | null = null;
  /** Kept here, because SQLite gives numbers of forgotten rows out again. */
  let newest: number | null = null;

  const countOf = () => Number(countSeries.get()!.count);
  const newestNumber = () => (newest ??= Number(newestRequest.get()!.number ?? 0));
  const nextNumber = () => (newest = newestNumber() + 1);

  return {
    async update(asked, decide) {
      const learnt = new Map<string, Place>();
      const changed = new Map<string, KeptSeries>();
      let added = 0;
      await write(() => {
        seriesKept ??= countOf();
        learnt.clear();
        added = 0;
        const requests = new Map<string, number>();
        for (const key of asked.requests) {
          const row = selectRequest.get(bytesOf(key));
          if (row) requests.set(key, row.points as number);
        }
        const series = new Map<string, KeptSeries>();
        for (const key of asked.series) {
          const found = hot.get(key) ?? (selectSeries.get(bytesOf(key)) as KeptSeries | undefined);
          if (found) series.set(key, found);
        }
        const forgottenUntilNs = selectForgotten.get()!.untilNs as number;
        const change = decide({ requests, series, seriesKept, forgottenUntilNs });
        slots.write(slots.rowsOf(change.slots), learnt);
        changed.clear();
        for (const [key, { lastNs, state }] of change.series) {
          const known = series.get(key);
          if (!known) added++;
          if (known) updateSeries.run(lastNs, state, known.id);
          const id = known
            ? known.id
            : Number(insertSeries.run(bytesOf(key), lastNs, state).lastInsertRowid);
          // Until it is durable, only the file knows.
          hot.delete(key);
          changed.set(key, { id, lastNs, state });
        }
        for (const [key, points] of change.requests) {
          if (requests.has(key)) updateRequest.run(points, bytesOf(key));
          else insertRequest.run(nextNumber(), bytesOf(key), points);
        }
      });
      seriesKept! += added;
      for (const [key, kept] of changed) hot.set(key, kept);
      for (const key of hot.keys()) {
        if (hot.size <= MOST_HOT) break;
        hot.delete(key);
      }
      slots.remember(learnt);
    },

    kept: async () =>
      read(() => ({
        series: (seriesKept ??= countOf()),
        newestRequest: newestNumber(),
      })),

    async forget({ requestsUpTo, seriesBeforeNs }) {
      for (;;) {
        const oldest = read(() => oldestRequest.get()!.number as number | null);
        if (oldest === null || oldest > requestsUpTo) break;
        const upTo = Math.min(requestsUpTo, oldest + BATCH_ROWS);
        await write(() => removeRequests.run(upTo));
        await setImmediate();
      }
      const last = read(() => Number(countSeries.get()!.last ?? 0));
      for (let from = 0; from < last; from += BATCH_ROWS) {
        const removed = await write(() => {
          const rows = removeSeries.all(from, from + BATCH_ROWS, seriesBeforeNs);
          const times = rows.map(({ lastNs }) => lastNs as number);
          if (times.length > 0) updateForgotten.run(Math.max(...times));
          return times.length;
        });
        // Whatever was taken in before them may have brought one back.
        if (removed > 0) hot.clear();
        if (seriesKept !== null) seriesKept -= removed;
        await setImmediate();
      }
    },
  };
}
