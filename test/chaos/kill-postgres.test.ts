import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { accountOf, acknowledged, faults } from "./account.ts";
import { startChild } from "./child.ts";

const ROUNDS = 4;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

test("kill -9 of a writer loses nothing acknowledged and doubles nothing", async () => {
  const url = await server.createDatabase("killed_writer");
  const acks: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const writer = startChild("./writer.ts", { url, from: round * 100_000 });
    await writer.said(/^ack/, 20 + 37 * round);
    await writer.kill();
    acks.push(...acknowledged(writer.lines));
  }
  const store = await openPostgresStore({ url });
  expect(faults(await accountOf(store), acks)).toEqual([]);
  await store.close();
});

test.for<[string, () => Promise<void>]>([
  ["killed", () => server.kill()],
  ["shut down by its administrator", () => server.halt()],
])(
  "a database that is %s and comes back: writers go on, nothing lost or double",
  async ([how, end]) => {
    const url = await server.createDatabase(`gone_${how.slice(0, 4)}`);
    const writer = startChild("./writer.ts", { url, from: 0 });
    for (let round = 1; round <= ROUNDS; round++) {
      await writer.said(/^ack/, acknowledged(writer.lines).length + 50);
      await end();
      await writer.said(/^refused \d+ store.unavailable/, round);
      await server.start();
    }
    await writer.said(/^ack/, acknowledged(writer.lines).length + 50);
    await writer.kill();

    const store = await openPostgresStore({ url });
    expect(faults(await accountOf(store), acknowledged(writer.lines))).toEqual([]);
    await store.close();
  },
);
