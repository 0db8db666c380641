import { createHash } from "node:crypto";
import { type SlotBlock, type Stream, streamKey } from "../../core/measurement/index.ts";
import type { Day } from "../../core/time/index.ts";
import type { Ask } from "./database.ts";

interface Place {
  readonly id: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

interface Span {
  readonly stream: Stream;
  firstDay: Day;
  lastDay: Day;
}

/** Numbers for streams, and the days between which each was measured. */
export interface StreamBook {
  /** The number of each block's stream, and what had to be written for it, to be remembered once durable. */
  idsOf(ask: Ask, blocks: readonly SlotBlock[]): Promise<{ ids: number[]; learnt: Learnt }>;
  remember(learnt: Learnt): void;
}

export type Learnt = ReadonlyMap<string, Place>;

/** Streams of old releases fall out of use; beyond this many the memory starts afresh. */
const MAX_REMEMBERED = 200_000;

export function streamBook(): StreamBook {
  const remembered = new Map<string, Place>();

  const isKnown = ({ stream, day }: SlotBlock) => {
    const place = remembered.get(streamKey(stream));
    return place !== undefined && place.firstDay <= day && day <= place.lastDay;
  };

  return {
    async idsOf(ask, blocks) {
      const learnt = await write(
        ask,
        blocks.filter((block) => !isKnown(block)),
      );
      const placeOf = (key: string) => learnt.get(key) ?? remembered.get(key);
      return { ids: blocks.map(({ stream }) => placeOf(streamKey(stream))!.id), learnt };
    },
    remember(learnt) {
      if (remembered.size > MAX_REMEMBERED) remembered.clear();
      for (const [key, place] of learnt) remembered.set(key, place);
    },
  };
}

async function write(ask: Ask, blocks: readonly SlotBlock[]): Promise<Learnt> {
  const spans = spansOf(blocks);
  if (spans.size === 0) return new Map();
  // Everybody writes in the same order, so that no two wait for each other.
  const rows = [...spans].map(([key, span]) => ({ hash: hashOf(key), key, span }));
  rows.sort((a, b) => Buffer.compare(a.hash, b.hash));
  const column = (of: (span: Span) => unknown) => rows.map(({ span }) => of(span));
  const written = await ask(
    `INSERT INTO plimsoll.streams AS s
       (key, addon, tenant, indicator, source, release, region, place, path, first_day, last_day)
     SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[],
       $6::text[], $7::text[], $8::text[], $9::text[], $10::integer[], $11::integer[])
     ON CONFLICT (key) DO UPDATE SET first_day = least(s.first_day, excluded.first_day),
       last_day = greatest(s.last_day, excluded.last_day)
     RETURNING id, key, first_day, last_day`,
    [
      rows.map(({ hash }) => hash),
      column(({ stream }) => stream.addon),
      column(({ stream }) => stream.tenant),
      column(({ stream }) => stream.indicator),
      column(({ stream }) => stream.source),
      column(({ stream }) => stream.release),
      column(({ stream }) => stream.region),
      column(({ stream }) => stream.place),
      column(({ stream }) => stream.path),
      column(({ firstDay }) => firstDay),
      column(({ lastDay }) => lastDay),
    ],
  );
  const places = new Map(written.map((row) => [(row.key as Buffer).toString("hex"), row]));
  return new Map(rows.map(({ hash, key }) => [key, placeOf(places.get(hash.toString("hex"))!)]));
}

/** One row per stream, with all its days. */
function spansOf(blocks: readonly SlotBlock[]): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const { stream, day } of blocks) {
    const key = streamKey(stream);
    const span = spans.get(key);
    if (!span) spans.set(key, { stream, firstDay: day, lastDay: day });
    else {
      span.firstDay = Math.min(span.firstDay, day);
      span.lastDay = Math.max(span.lastDay, day);
    }
  }
  return spans;
}

const placeOf = (row: Readonly<Record<string, unknown>>): Place => ({
  id: Number(row.id),
  firstDay: Number(row.first_day),
  lastDay: Number(row.last_day),
});

const hashOf = (key: string): Buffer => createHash("sha256").update(key).digest();
