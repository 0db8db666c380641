import { expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { at, slot } from "../core/store/testdata/samples.ts";
import { fakeClock, MINUTE_MS } from "../core/time/index.ts";
import { writeLog } from "./write-log.ts";

function scene() {
  const clock = fakeClock();
  const log = writeLog(clock);
  const memory = memoryStore();
  let full = false;
  const add: typeof memory.slots.add = async (slots) => {
    if (full) throw new PlimsollError("store.full", "It is full.");
    await memory.slots.add(slots);
  };
  const store = log.seen({ ...memory, slots: { ...memory.slots, add } });
  const write = () => store.slots.add([at(0, slot(1))]).catch(() => {});
  return { clock, log, store, write, fill: (is: boolean) => void (full = is) };
}

const codeOf = ({ log }: ReturnType<typeof scene>) => log.state().failure?.code ?? null;

test("the last write is the last that was durable", async () => {
  const { clock, log, write, fill, store } = scene();
  await clock.advance(MINUTE_MS);
  expect(log.state().last.monotonicMs).toBe(0);
  await write();
  expect(log.state().last.monotonicMs).toBe(MINUTE_MS);
  await clock.advance(MINUTE_MS);
  fill(true);
  await write();
  await store.ledger.head();
  await Array.fromAsync(store.slots.blocks({ addon: "a", from: 0, to: 1 }));
  expect(log.state().last.monotonicMs).toBe(MINUTE_MS);
});

test("who failed is failing until he succeeds himself, whatever else is written", async () => {
  const world = scene();
  world.fill(true);
  await world.write();
  await world.store.health.touch();
  expect(codeOf(world)).toBe("store.full");
  world.fill(false);
  await world.write();
  expect(codeOf(world)).toBeNull();
});

test("unless he never comes back, and others have written for a minute", async () => {
  const world = scene();
  world.log.settled("intake", new PlimsollError("store.full", "It is full."));
  await world.clock.advance(MINUTE_MS - 1);
  await world.store.health.touch();
  expect(codeOf(world)).toBe("store.full");
  await world.clock.advance(1);
  await world.store.health.touch();
  expect(codeOf(world)).toBeNull();
});

test("a mistake in what was to be written is not the store's", async () => {
  const world = scene();
  world.log.settled("intake", new PlimsollError("ledger.entry-refused", "No."));
  world.log.settled("intake", new TypeError("no"));
  expect(codeOf(world)).toBeNull();
});
