import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examinePostgres, openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { slotAt } from "../../src/core/measurement/index.ts";
import { examineStore } from "../../src/core/store/index.ts";
import { describeStore } from "../../src/core/store/suite.ts";
import {
  ADDON,
  at,
  DAY,
  entry,
  MIDNIGHT,
  slot,
  stream,
} from "../../src/core/store/testdata/samples.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;
let databases = 0;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

describeStore("PostgreSQL", async () => {
  const url = await server.createDatabase(`store_${++databases}`);
  let store = await openPostgresStore({ url });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openPostgresStore({ url });
      return store;
    },
    close: () => store.close(),
  };
});

test("a database of the first schema is brought up to date with all that it holds", async () => {
  const url = await server.createDatabase("first_schema");
  const first = await openPostgresStore({ url });
  await first.slots.add([at(0, slot(1)), at(0, slot(2), { tenant: "zeta" })]);
  await first.close();
  await server.run(
    url,
    `ALTER TABLE plimsoll.streams DROP COLUMN place, DROP COLUMN path;
     DROP TABLE plimsoll.intake_series, plimsoll.intake_requests, plimsoll.intake_forgotten;
     DROP TABLE plimsoll.details, plimsoll.hourly, plimsoll.totals, plimsoll.usage;
     ALTER TABLE plimsoll.leases RENAME COLUMN renewals TO expires_at_ms;
     ALTER TABLE plimsoll.ledger DROP COLUMN cause;
     UPDATE plimsoll.schema_version SET version = 1`,
  );

  const store = await openPostgresStore({ url });
  await store.slots.add([at(1, slot(3)), at(0, slot(4), { place: "local", path: "/health" })]);
  const query = { addon: ADDON, from: DAY, to: DAY };
  const blocks = (await Array.fromAsync(store.slots.blocks(query))).flat();
  expect(blocks.map((block) => [block.stream, block.total])).toEqual([
    [stream(), slot(1, 3)],
    [stream({ place: "local", path: "/health" }), slot(4)],
    [stream({ tenant: "zeta" }), slot(2)],
  ]);
  await store.close();
});

test("a row that was being added while its day was packed takes nothing of the day's detail", async () => {
  const url = await server.createDatabase("added_meanwhile");
  const store = await openPostgresStore({ url });
  await store.slots.add([at(0, slot(1)), at(1, slot(2))]);
  await store.slots.pack(MIDNIGHT + 1);
  await store.slots.add([at(2, slot(3))]);
  // Numbers are given out before rows are seen: such a row has a lower one than the packed row.
  await server.run(url, "UPDATE plimsoll.slots SET part = DEFAULT WHERE is_packed");
  const query = { addon: ADDON, from: DAY, to: DAY };
  const [block] = (await Array.fromAsync(store.slots.blocks(query))).flat();
  expect([0, 1, 2].map((at) => slotAt(block!, at))).toEqual([slot(1), slot(2), slot(3)]);
  await store.close();
});

test("what two processes thin at the same time keeps its detail by the hour", async () => {
  const url = await server.createDatabase("thinned_twice");
  const [first, second] = [await openPostgresStore({ url }), await openPostgresStore({ url })];
  const many = Array.from({ length: 300 }, (_, n) => ({ tenant: `tenant-${n}` }));
  for (const minute of [0, 61])
    await first.slots.add(many.map((one) => at(minute, slot(minute + 1), one)));
  await first.slots.pack(MIDNIGHT + 1);
  const kept = { minutesFrom: DAY + 1, countsFrom: DAY };
  await Promise.all([first, second].map((store) => store.slots.thin(ADDON, kept)));
  const query = { addon: ADDON, from: DAY, to: DAY };
  const blocks = (await Array.fromAsync(first.slots.blocks(query))).flat();
  expect(blocks).toHaveLength(300);
  for (const block of blocks)
    expect([block.hour(0), block.hour(1)]).toEqual([
      { kind: "whole", slot: slot(1) },
      { kind: "whole", slot: slot(62) },
    ]);
  for (const store of [first, second]) await store.close();
});

test("a database is examined beside who writes it, and what is damaged in it is named", async () => {
  const url = await server.createDatabase("examined");
  await expect(examinePostgres(url)).rejects.toMatchObject({ code: "store.foreign" });
  const store = await openPostgresStore({ url });
  for (const tenant of ["a", "b"]) await store.slots.add([at(0, slot(1), { tenant })]);
  await store.slots.pack(MIDNIGHT + 1);
  await store.slots.add([at(1, slot(1), { tenant: "a" })]);
  await store.ledger.append([entry({}), entry({})]);
  const wrong = async () => {
    const examined = await examinePostgres(url);
    const { findings, parts } = await examineStore(examined);
    await examined.close();
    expect(parts!.counts).toBeGreaterThan(0);
    expect(findings.map(({ check }) => check)).toEqual([
      ...["integrity", "schema", "blocks", "ledger", "leases"],
    ]);
    return findings.filter(({ state }) => state === "damage").map(({ message }) => message);
  };
  expect(await wrong()).toEqual([]);
  const damage = `UPDATE plimsoll.slots SET total = '\\x00' WHERE is_packed
    AND stream = (SELECT id FROM plimsoll.streams WHERE tenant = 'b')`;
  await server.run(url, damage);
  await server.run(
    url,
    "UPDATE plimsoll.ledger SET line = replace(line, '\"version\":2', '\"version\":3')",
  );
  expect(await wrong()).toEqual([
    expect.stringMatching(/^1 block of 2 cannot be read:\n.*\(tenant b/),
    expect.stringMatching(/^The chain breaks at entry 2/),
  ]);
  await store.close();
});

describe("a PostgreSQL store is refused", () => {
  test.for<[string, () => Promise<string>, string, RegExp]>([
    [
      "where nothing listens",
      async () => "postgres://postgres@127.0.0.1:1/none",
      "store.unavailable",
      /cannot be reached/,
    ],
    [
      "at what is no address",
      async () => "postgres://user:secret@[nowhere/none",
      "store.unavailable",
      /^The database cannot be used: (?!.*secret)/,
    ],
    [
      "where there is no such database",
      async () => server.url.replace(/[^/]*$/, "nobody_made_this"),
      "store.unavailable",
      /does not let Plimsoll in/,
    ],
    [
      "in an encoding that lacks letters",
      () => server.createDatabase("latin", "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"),
      "store.foreign",
      /encoding is LATIN1/,
    ],
    [
      "when a newer Plimsoll wrote it",
      async () => {
        const url = await server.createDatabase("future");
        await (await openPostgresStore({ url })).close();
        await server.run(url, "UPDATE plimsoll.schema_version SET version = 999");
        return url;
      },
      "store.foreign",
      /newer Plimsoll/,
    ],
  ])("%s", async ([, prepare, code, message]) => {
    await expect(openPostgresStore({ url: await prepare() })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test("when it is closed", async () => {
    const store = await openPostgresStore({ url: server.url });
    await store.close();
    await expect(store.ledger.append([])).rejects.toMatchObject({
      code: "store.unavailable",
      message: expect.stringContaining("is closed"),
    });
  });
});
