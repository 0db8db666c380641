import { integer, random } from "../src/core/chance/index.ts";
import {
  blockOf,
  decodeBlock,
  encodeBlock,
  exponentialFromSketch,
  type Slot,
  type Stream,
  sketchFromExponential,
  slotAt,
  slotRecorder,
} from "../src/core/measurement/index.ts";
import { compare } from "./bench.ts";
import { durations } from "./durations.ts";

/** One tenant's day: traffic in a tenth of the minutes, a few events in each. */
const MINUTES = 144;
const BLOCKS = 200;
const stream: Stream = {
  addon: "com.example.roadmaps",
  tenant: "acme",
  indicator: "ui",
  source: "agent",
  release: "1.0.0",
  region: "",
  place: "",
  path: "",
};

const next = random(1, "block");
const seconds = durations(2 ** 14);
const slots = Array.from({ length: MINUTES }, (): Slot => {
  const taken = slotRecorder([400, 800, 1200]);
  for (let left = 1 + integer(next, 10); left > 0; left--)
    taken.record(seconds[integer(next, seconds.length)]!, next() < 0.01);
  return taken.slot();
});
const block = blockOf(stream, 20_819, new Map(slots.map((slot, i) => [10 * i, slot])));
const parts = encodeBlock(block);
const stored = { ...parts, details: () => [parts.detail] };
const points = slots.map(({ good }) => exponentialFromSketch(good));

/** Opens many blocks as a statement of all tenants does, and does the same with each. */
function openBlocks(read: (opened: ReturnType<typeof decodeBlock>) => number): number {
  let sum = 0;
  for (let i = 0; i < BLOCKS; i++) sum += read(decodeBlock(stream, 20_819, stored));
  return sum;
}

await compare({
  title: `Reading the counts of a day of ${MINUTES} minutes`,
  operation: "minute",
  operations: BLOCKS * MINUTES,
  promisedNs: 100,
  pairs: 50,
  contenders: [
    { name: "counts", run: () => openBlocks(({ events, bad }) => events[7]! - bad[7]!) },
  ],
});

await compare({
  title: "Reading a day, and packing it",
  operation: "block",
  operations: BLOCKS,
  contenders: [
    { name: "counts", run: () => openBlocks(({ events }) => events[7]!) },
    { name: "counts and total", run: () => openBlocks(({ total }) => total.events) },
    { name: "one minute of it", run: () => openBlocks((opened) => slotAt(opened, 7)!.events) },
    {
      name: "packing",
      run() {
        for (let i = 0; i < BLOCKS; i++) encodeBlock(block);
      },
    },
  ],
});

await compare({
  title: "Reading an OTLP exponential histogram",
  operation: "histogram",
  operations: points.length,
  pairs: 50,
  contenders: [{ name: "plimsoll", run: () => points.map(sketchFromExponential) }],
});

const { counts, total, detail } = parts;
console.log(
  `A day of ${MINUTES} minutes takes ${counts.length} bytes of counts, ${total.length} of total, ${detail.length} of detail.`,
);
