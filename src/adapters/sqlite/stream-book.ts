import { type Stream, streamKey } from "../../core/measurement/index.ts";
import type { Day } from "../../core/time/index.ts";
import type { Connection } from "./connection.ts";

/** Numbers for streams, and the days between which each was measured. */
export interface StreamBook {
  /**
   * The number of a stream about to be measured on `day`; runs inside a job. What it had to write
   * is put into `learnt`, to be remembered once the job is durable.
   */
  idOf(stream: Stream, day: Day, learnt: Map<string, Place>): number;
  remember(learnt: ReadonlyMap<string, Place>): void;
}

export interface Place {
  readonly id: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** Streams of old releases fall out of use; beyond this many the memory starts afresh. */
const MAX_REMEMBERED = 200_000;

export function streamBook({ db }: Connection): StreamBook {
  const remembered = new Map<string, Place>();
  const upsert = db.prepare(
    `INSERT INTO streams
       (addon, tenant, indicator, source, release, region, place, path, first_day, last_day)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
     ON CONFLICT DO UPDATE SET first_day = min(first_day, ?9), last_day = max(last_day, ?9)
     RETURNING id, first_day AS firstDay, last_day AS lastDay`,
  );

  return {
    idOf(stream, day, learnt) {
      const key = streamKey(stream);
      const known = learnt.get(key) ?? remembered.get(key);
      if (known && known.firstDay <= day && day <= known.lastDay) return known.id;
      const { addon, tenant, indicator, source, release, region, place, path } = stream;
      const row = upsert.get(addon, tenant, indicator, source, release, region, place, path, day);
      const numbered = row as unknown as Place;
      learnt.set(key, numbered);
      return numbered.id;
    },
    remember(learnt) {
      if (remembered.size > MAX_REMEMBERED) remembered.clear();
      for (const [key, place] of learnt) remembered.set(key, place);
    },
  };
}
