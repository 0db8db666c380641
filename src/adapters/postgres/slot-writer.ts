import {
  encodeBlock,
  type PlacedSlot,
  type SlotBlock,
  type Stream,
} from "../../core/measurement/index.ts";
import { blocksOf } from "../../core/store/index.ts";
import type { Ask } from "./database.ts";
import { type Learnt, streamBook } from "./stream-book.ts";

/** Adds slots within a transaction that may bring other things too. */
export interface SlotWriter {
  /** Answers what it had to learn of streams, to be remembered once the transaction is durable. */
  write(ask: Ask, blocks: readonly SlotBlock[]): Promise<Learnt>;
  remember(learnt: Learnt): void;
}

export function slotWriter(): SlotWriter {
  const book = streamBook();
  return {
    async write(ask, blocks) {
      if (blocks.length === 0) return new Map();
      const { ids, learnt } = await book.idsOf(ask, blocks);
      await insertBlocks(ask, ids, blocks);
      return learnt;
    },
    remember: book.remember,
  };
}

/** Slots as blocks that PostgreSQL can keep. */
export const storableBlocks = (slots: readonly PlacedSlot[]): SlotBlock[] =>
  blocksOf(slots.map(storable));

/** PostgreSQL's text holds every character but NUL; one odd name must not spoil a whole batch. */
export const storableText = (text: string): string => text.replaceAll("\0", "\uFFFD");

function storable(placed: PlacedSlot): PlacedSlot {
  const fields = Object.entries(placed.stream);
  if (!fields.some(([, text]) => text.includes("\0"))) return placed;
  const stream = Object.fromEntries(fields.map(([name, text]) => [name, storableText(text)]));
  return { ...placed, stream: stream as unknown as Stream };
}

async function insertBlocks(ask: Ask, ids: number[], blocks: readonly SlotBlock[]): Promise<void> {
  const rows = blocks.map(encodeBlock);
  await ask(
    `INSERT INTO plimsoll.slots (stream, day, is_packed, counts, total, detail)
     SELECT stream, day, false, counts, total, detail
     FROM unnest($1::integer[], $2::integer[], $3::bytea[], $4::bytea[], $5::bytea[])
       AS block (stream, day, counts, total, detail)`,
    [
      ids,
      blocks.map(({ day }) => day),
      rows.map(({ counts }) => counts),
      rows.map(({ total }) => total),
      rows.map(({ detail }) => detail),
    ],
  );
}
