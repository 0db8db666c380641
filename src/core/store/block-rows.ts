import { PlimsollError } from "../errors/index.ts";
import {
  type BlockParts,
  checkParts,
  decodeBlock,
  mergeBlocks,
  type SlotBlock,
  type Stream,
  settledBlock,
} from "../measurement/index.ts";
import type { Day } from "../time/index.ts";

/** A block as it lies in a table. */
export interface BlockRow extends Pick<BlockParts, "total"> {
  /** Null where they are no longer kept. */
  readonly counts: Uint8Array | null;
  /** The pieces of its detail, of which one may be empty; left out where they were not read. */
  readonly details?: readonly Uint8Array[];
}

/** Something measured that cannot be read any more. The rest of the stream's day is left out with it. */
export interface BlockDamage {
  readonly stream: Stream;
  readonly day: Day;
  /** A sentence. */
  readonly reason: string;
}

/** Rows of one stream and day. */
export interface DayRows {
  readonly stream: Stream;
  readonly day: Day;
  readonly rows: Iterable<BlockRow>;
}

/** Rows held at a time, however many there are. */
const TOGETHER = 200;

/** Takes the rows of one stream and day one by one, in bounded memory: a day has many until it is packed. */
export interface DayFold {
  /** Damage is thrown, or reported to `onDamage`; nothing can then be read of the day. */
  add(row: BlockRow): void;
  /** All rows as one block; null where there was none, or one was damaged. */
  block(): SlotBlock | null;
}

export function foldDay(
  stream: Stream,
  day: Day,
  onDamage?: (damage: BlockDamage) => void,
): DayFold {
  let waiting: SlotBlock[] = [];
  let isDamaged = false;

  function add(row: BlockRow): void {
    waiting.push(blockOfRow(stream, day, row));
    if (waiting.length < TOGETHER) return;
    const whole = merged(waiting)!;
    waiting = [row.details ? settledBlock(whole) : settledBlock(whole, notRead)];
  }

  return {
    add(row) {
      if (isDamaged) return;
      if (onDamage === undefined) return add(row);
      unlessDamaged(
        () => add(row),
        (reason) => {
          isDamaged = true;
          onDamage({ stream, day, reason });
        },
      );
    },
    block: () => (isDamaged ? null : merged(waiting)),
  };
}

/** All rows of one stream and day as one block. */
export function blockOfRows(
  { stream, day, rows }: DayRows,
  onDamage?: (damage: BlockDamage) => void,
): SlotBlock | null {
  const fold = foldDay(stream, day, onDamage);
  for (const row of rows) fold.add(row);
  return fold.block();
}

/** What `act` answers; null where what it reads is damaged, and `onDamage` is called with why. */
export function unlessDamaged<T>(act: () => T, onDamage?: (reason: string) => void): T | null {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof PlimsollError && error.code === "store.damaged")) throw error;
    onDamage?.(error.message);
    return null;
  }
}

export const merged = ([first, ...others]: readonly SlotBlock[]): SlotBlock | null =>
  first === undefined ? null : mergeBlocks([first, ...others]);

/** @throws PlimsollError `store.damaged` for any part of it that was read */
export function blockOfRow(stream: Stream, day: Day, row: BlockRow): SlotBlock {
  const { counts, total, details } = row;
  checkParts([total, ...(details ?? [])]);
  const read = details?.filter(({ length }) => length > 0);
  return decodeBlock(stream, day, { counts, total, details: () => read ?? notRead() });
}

export function notRead(): never {
  throw new TypeError("This block was read without detail.");
}
