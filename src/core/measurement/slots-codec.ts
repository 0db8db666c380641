import { type ByteReader, damaged, unzigzag } from "./byte-reader.ts";
import { type ByteWriter, zigzag } from "./byte-writer.ts";
import { readSketches, writeSketches } from "./sketches-codec.ts";
import type { LimitCount, Slot } from "./slot.ts";

/** Slots in columns: what they have in common then lies together, and takes hardly any bytes. */
export function writeSlots(out: ByteWriter, slots: readonly Slot[]): void {
  const { length } = slots;
  out.column(length, (i) => zigzag(slots[i]!.events - (slots[i - 1]?.events ?? 0)));
  out.column(length, (i) => slots[i]!.bad);
  out.column(length, (i) => slots[i]!.undecided);
  const limits = [...new Set(slots.flatMap((slot) => [...slot.limits.keys()]))];
  out.varint(limits.length);
  for (const limitMs of limits.sort((a, b) => a - b)) {
    out.double(limitMs);
    out.column(length, (i) => (slots[i]!.limits.has(limitMs) ? 0 : 1));
    const held = slots.filter((slot) => slot.limits.has(limitMs));
    const countOf = (i: number) => held[i]!.limits.get(limitMs)!;
    out.column(held.length, (i) => zigzag(countOf(i).beyond - held[i]!.bad));
    out.column(held.length, (i) => zigzag(openOf(held[i]!, countOf(i))));
  }
  writeSketches(out, goodOf(slots), (i) => slots[i]!.events - slots[i]!.bad);
  writeSketches(out, failedOf(slots), (i) => slots[i]!.bad);
}

const goodOf = (slots: readonly Slot[]) => slots.map(({ good }) => good);
const failedOf = (slots: readonly Slot[]) => slots.map(({ failed }) => failed);
const openOf = ({ events }: Slot, { within, beyond }: LimitCount) => events - within - beyond;

/** As many slots as were written. */
export function readSlots(from: ByteReader, length: number): Slot[] {
  const events = from.column(new Array<number>(length).fill(0));
  for (let i = 0, before = 0; i < length; i++) before = events[i] = before + unzigzag(events[i]!);
  const bad = from.column(new Array<number>(length).fill(0));
  const undecided = from.column(new Array<number>(length).fill(0));
  const limits = Array.from({ length }, () => new Map<number, LimitCount>());
  for (let left = from.length(); left > 0; left--) {
    const limitMs = from.double();
    const isAbsent = from.column(new Array<number>(length).fill(0));
    const held = isAbsent.flatMap((absent, i) => (absent === 0 ? [i] : []));
    const beyond = from.column(new Array<number>(held.length).fill(0));
    const open = from.column(new Array<number>(held.length).fill(0));
    for (const [at, i] of held.entries()) {
      const late = unzigzag(beyond[at]!) + bad[i]!;
      limits[i]!.set(limitMs, { within: events[i]! - late - unzigzag(open[at]!), beyond: late });
    }
  }
  const good = readSketches(from, length, (i) => events[i]! - bad[i]!);
  const failed = readSketches(from, length, (i) => bad[i]!);
  if (events.some((count) => count < 0)) throw damaged("a slot in it has less than no events");
  return events.map((count, i) => ({
    events: count,
    bad: bad[i]!,
    undecided: undecided[i]!,
    limits: limits[i]!,
    good: good[i]!,
    failed: failed[i]!,
  }));
}
