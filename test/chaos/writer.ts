/**
 * A process that writes until it is killed, and says what was acknowledged: `ack 17` once slot and
 * entry 17 are both durable, `refused 17 store.full` when the store would not take one (it tries again).
 * Every number is written once, whatever happens: `node writer.ts '{"url": "…", "from": 0}'`.
 */
import { setTimeout } from "node:timers/promises";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { PlimsollError } from "../../src/core/errors/index.ts";
import { ADDON, at, DAY, entry, MIDNIGHT, slot } from "../../src/core/store/testdata/samples.ts";

const AT_ONCE = 8;
const RETRY_MS = 20;
const PACK_EVERY_MS = 40;
const THIN_EVERY_MS = 300;

const { url, file, from } = JSON.parse(process.argv[2]!);
const store = url ? await openPostgresStore({ url }) : await openSqliteStore({ file });
let next: number = from;

await Promise.all([packForEver(), thinForEver(), ...Array.from({ length: AT_ONCE }, writeForEver)]);

async function writeForEver(): Promise<never> {
  for (;;) {
    const n = next++;
    await untilTaken(n, () => store.slots.add([at(n % 1440, slot(n), { tenant: tenantOf(n) })]));
    await untilTaken(n, () =>
      store.ledger.append([entry({ subject: `job/${n % 5}`, data: { n } })]),
    );
    console.log(`ack ${n}`);
  }
}

/** Packs what is written while it is written. */
async function packForEver(): Promise<never> {
  for (;;) {
    await setTimeout(PACK_EVERY_MS);
    await store.slots.pack(MIDNIGHT + 1).catch((error) => {
      if (!(error instanceof PlimsollError)) throw error;
    });
  }
}

/** Some of it is by the hour at once, and packed into again. */
async function thinForEver(): Promise<never> {
  for (;;) {
    await setTimeout(THIN_EVERY_MS);
    await store.slots.thin(ADDON, { minutesFrom: DAY + 1, countsFrom: DAY }).catch((error) => {
      if (!(error instanceof PlimsollError)) throw error;
    });
  }
}

async function untilTaken(n: number, write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (!(error instanceof PlimsollError)) throw error;
      console.log(`refused ${n} ${error.code}`);
      await setTimeout(RETRY_MS);
    }
  }
}

function tenantOf(n: number): string {
  return `tenant-${Math.floor(n / 1440)}`;
}
