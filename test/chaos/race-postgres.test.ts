import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { startChild } from "./child.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

test("processes that race on one subject: each version has exactly one winner", async () => {
  const url = await server.createDatabase("race");
  const racers = ["a", "b", "c"].map((name) => startChild("./racer.ts", { url, name }));
  await Promise.all(racers.map((racer) => racer.said(/^done/)));
  await Promise.all(racers.map((racer) => racer.kill()));

  const won = racers.flatMap(({ lines }) => lines.filter((line) => line.startsWith("won")));
  expect(won.sort()).toEqual(Array.from({ length: 100 }, (_, n) => `won ${n}`).sort());

  const store = await openPostgresStore({ url });
  const entries = (await Array.fromAsync(store.ledger.read())).flat();
  expect(entries.map(({ version }) => version)).toEqual(
    Array.from({ length: 100 }, (_, n) => n + 1),
  );
  await store.close();
});

test("a holder that sleeps longer than its lease is refused, and the next one decides", async () => {
  const url = await server.createDatabase("paused");
  const first = startChild("./lease-holder.ts", { url, name: "first", falls: "asleep" });
  await first.said(/^token 1/);

  const second = startChild("./lease-holder.ts", { url, name: "second" });
  await second.said(/^appended 2/, 3);
  first.signal("SIGCONT");
  await first.said(/^fenced 1/);
  await Promise.all([first.kill(), second.kill()]);

  expect(first.lines.slice(0, 2)).toEqual(["token 1", "fenced 1"]);
  const store = await openPostgresStore({ url });
  const entries = (await Array.fromAsync(store.ledger.read())).flat();
  const fences = entries.map(({ data }) => Number(data.fence));
  expect(fences).toEqual(fences.toSorted((a, b) => a - b));
  await store.close();
});

test("processes that open an empty database at once agree on its tables", async () => {
  const url = await server.createDatabase("fresh");
  const stores = await Promise.all([1, 2, 3, 4].map(() => openPostgresStore({ url })));
  await Promise.all(stores.map((store) => store.close()));
});
