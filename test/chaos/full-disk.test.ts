import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import type { Store } from "../../src/core/store/index.ts";
import { at, entry, slot } from "../../src/core/store/testdata/samples.ts";
import { giveToPostgres, startPostgres } from "../stores/postgres-server.ts";
import { accountOf, faults } from "./account.ts";
import { mayMount, mountSmallDisk, type SmallDisk } from "./small-disk.ts";

interface OnSmallDisk {
  readonly store: Store;
  close(): Promise<void>;
}

const stores: Record<string, (disk: SmallDisk) => Promise<OnSmallDisk>> = {
  async SQLite(disk) {
    const store = await openSqliteStore({ file: join(disk.dir, "plimsoll.db") });
    return { store, close: () => store.close() };
  },
  /** Its tables lie on the small disk; were its log there too, it would stop, and be `store.unavailable`. */
  async PostgreSQL(disk) {
    const server = await startPostgres();
    await giveToPostgres(disk.dir);
    await server.run(server.url, `CREATE TABLESPACE small LOCATION '${disk.dir}'`);
    const url = await server.createDatabase("small", "TABLESPACE small");
    const store = await openPostgresStore({ url });
    return { store, close: () => store.close().then(server.stop) };
  },
};

/** Such as no database can make smaller. */
const noise = () => randomBytes(45_000);
const isMountable = mayMount();

test.skipIf(!isMountable).for(Object.entries(stores))(
  "%s on a full disk (needs root to mount one): refuses, keeps what it has, goes on when there is room",
  async ([, open]) => {
    const disk = mountSmallDisk(24);
    const { store, close } = await open(disk);
    try {
      const kept: number[] = [];
      const write = async (n: number) => {
        await store.slots.add([at(n, slot(n), { tenant: "tenant-0" })]);
        await store.ledger.append([entry({ data: { n, note: noise().toString("base64") } })]);
        await store.vault.put(noise(), { kind: "drill-log", person: "" });
        kept.push(n);
      };
      const fill = async () => {
        for (let n = 0; ; n++) await write(n);
      };
      await expect(fill()).rejects.toMatchObject({ code: "store.full" });
      expect(kept.length).toBeGreaterThan(10);

      const note = noise().toString("base64");
      const before = await store.ledger.head();
      const refused = store.ledger.append(
        Array.from({ length: 100 }, () => entry({ subject: "refused", data: { n: -1, note } })),
      );
      await expect(refused).rejects.toMatchObject({ code: "store.full" });
      expect(await store.ledger.head()).toEqual(before);
      expect(faults(await accountOf(store), kept)).toEqual([]);

      disk.grow(64);
      await write(1000);
      expect(faults(await accountOf(store), kept)).toEqual([]);
    } finally {
      await close();
      disk.close();
    }
  },
);
