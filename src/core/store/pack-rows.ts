import {
  encodeDetail,
  encodeHourly,
  encodeSums,
  hourOf,
  type SlotBlock,
  type Stream,
} from "../measurement/index.ts";
import { type BlockRow, blockOfRow, blockOfRows, merged } from "./block-rows.ts";

/** How a packed day's detail is kept: a piece for each hour, one of an earlier version for all, or by the hour. */
export type KeptDetail = "by minute" | "by minute in one piece" | "by hour";

/** What takes the place of a day's packed row and of rows that were added to it. */
export interface PackedDay {
  readonly counts: Uint8Array;
  readonly total: Uint8Array;
  /** Pieces of detail by the minute, by hour of the day; those of other hours stay as they are. */
  readonly hours: ReadonlyMap<number, Uint8Array>;
  /** The detail by the hour, in place of everything by the minute; null where that is kept. */
  readonly hourly: Uint8Array | null;
}

/** Merging needs stream and day only to put them back; a table knows its rows by number. */
const anyStream = {} as Stream;

/**
 * Packs rows into what is packed of their day. `hours` says of which hours the pieces of detail are
 * needed for that, so that a day with hours of detail costs no more than one with minutes.
 */
export function packRows(
  packed: Omit<BlockRow, "details"> | null,
  added: readonly BlockRow[],
  kept: KeptDetail,
): {
  readonly hours: readonly number[];
  pack(details: readonly Uint8Array[]): PackedDay;
} {
  const fresh = blockOfRows({ stream: anyStream, day: 0, rows: added })!;
  const before = packed && blockOfRow(anyStream, 0, packed);
  // Of a day with one minute only the total is kept, so that its detail is written with the second.
  const isEvery = kept !== "by minute" || before?.minutes.length === 1;
  const hours = hoursOf(isEvery && before ? [before, fresh] : [fresh]);
  return {
    hours,
    pack(details) {
      const own = packed ? [blockOfRow(anyStream, 0, { ...packed, details }), fresh] : [fresh];
      const whole = merged(own)!;
      const sums = encodeSums(whole);
      if (kept === "by hour") return { ...sums, hours: new Map(), hourly: encodeHourly(whole) };
      const isSaidByTotal = whole.minutes.length === 1;
      const pieces = isSaidByTotal ? [] : hours.map((hour) => piece(whole, hour));
      return { ...sums, hours: new Map(pieces), hourly: null };
    },
  };
}

const piece = (block: SlotBlock, hour: number): [number, Uint8Array] => [
  hour,
  encodeDetail(block, [hour]),
];

const hoursOf = (blocks: readonly SlotBlock[]): readonly number[] =>
  [...new Set(blocks.flatMap(({ minutes }) => [...minutes].map(hourOf)))].sort((a, b) => a - b);

/** The pieces of a day's detail, all of them, as one by the hour. */
export const hourlyOf = (packed: Omit<BlockRow, "details">, details: readonly Uint8Array[]) =>
  encodeHourly(blockOfRow(anyStream, 0, { ...packed, details }));

/** The totals of a day's rows as one. */
export const totalOfRows = (rows: readonly BlockRow[]): Uint8Array =>
  encodeSums(blockOfRows({ stream: anyStream, day: 0, rows })!).total;
