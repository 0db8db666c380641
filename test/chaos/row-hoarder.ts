/**
 * Adds so many rows to a store, of one stream or of many, without packing; reads them, packs them and
 * reads them again, and says what of the heap it needed at most. `node row-hoarder.ts '{"dir": "…", "rows": 1000, "streams": 1}'`.
 */
import { join } from "node:path";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { ADDON, at, DAY, MIDNIGHT, slot } from "../../src/core/store/testdata/samples.ts";
import { MINUTES_PER_DAY } from "../../src/core/time/index.ts";

const TOGETHER = 1000;
const { dir, rows, streams } = JSON.parse(process.argv[2]!);
const store = await openSqliteStore({ file: join(dir, "plimsoll.db") });
let mostBytes = 0;
const look = () => {
  mostBytes = Math.max(mostBytes, process.memoryUsage().heapUsed);
};
const looking = setInterval(look, 10);

for (let n = 0; n < rows; n += TOGETHER)
  await Promise.all(
    Array.from({ length: TOGETHER }, (_, i) => {
      const minute = Math.floor((n + i) / streams) % MINUTES_PER_DAY;
      const tenant = `tenant-${(n + i) % streams}`;
      return store.slots.add([at(minute, slot(1 + ((n + i) % 900)), { tenant })]);
    }),
  );

async function read(): Promise<number> {
  let events = 0;
  for await (const batch of store.slots.blocks({ addon: ADDON, from: DAY, to: DAY })) {
    for (const { total } of batch) events += total.events;
    look();
  }
  return events;
}

const before = await read();
await store.slots.pack(MIDNIGHT + 1);
const after = await read();
clearInterval(looking);
await store.close();
console.log(JSON.stringify({ before, after, mostMb: Math.round(mostBytes / 1e6) }));
